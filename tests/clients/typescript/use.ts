// What a service does with the types that are made of the document: compiled and run by the tests.
import createClient from "openapi-fetch";
import type { components, paths } from "./policygraph.js";

declare const process: { argv: string[] };
type Measure = components["schemas"]["Measure"];
type Problem = components["schemas"]["Problem"];

const api = createClient<paths, "application/json" | "application/problem+json">({
  baseUrl: process.argv[2] ?? "",
  headers: { Authorization: `Bearer ${process.argv[3]}` },
});
const TEXT = "苏州市关于促进激光产业发展的若干措施\n一、支持首台（套）。按售价的10%给予最高200万元奖励。\n";

async function measures(limit: number): Promise<Measure[]> {
  const found: Measure[] = [];
  for (let after: string | null = ""; after !== null; ) {
    const page: { data?: components["schemas"]["MeasurePage"] | undefined; error?: Problem | undefined } = await api.GET("/api/v1/measures", {
      params: { query: { has_amount: true, limit, after } },
    });
    if (page.data === undefined) throw new Error(page.error?.detail);
    found.push(...page.data.items);
    after = page.data.next;
  }
  return found;
}

const asked = { instrument: "first-of-kind" };
const funded = await api.GET("/api/v1/queries/support/which-regions-fund", { params: { query: asked } });
if (funded.error) throw new Error(funded.error.detail);
const first = funded.data.rows[0];
console.log("flagship", first?.region, first?.state, first?.rate, first?.cap_yuan, first?.lead.join("、"));
const posted = await api.POST("/api/v1/queries/support/which-regions-fund", { body: asked });
console.log("posted", posted.data?.rows.length === funded.data.rows.length);

const found = await measures(3);
console.log("measures", found.length > 3 && found.length === (await measures(1000)).length);

const id = found[0]?.id ?? "";
const alone = await api.GET("/api/v1/measures/{id}", { params: { path: { id } } });
console.log("measure", alone.data?.id === id, alone.data?.evidence.quote === found[0]?.evidence.quote);

const matrix = await api.GET("/api/v1/compare/matrix", { params: { query: { regions: ["420000", "442000"] } } });
console.log("matrix", matrix.data?.regions.length);

const trial = await api.POST("/api/v1/policies", {
  params: { query: { dry_run: true } },
  body: { text: TEXT, metadata: { id: "suzhou-laser", region: "320500" } },
});
if (trial.error) throw new Error(trial.error.detail);
console.log("dry run", "facts" in trial.data && trial.data.facts.length > 2);

const missing = await api.GET("/api/v1/measures/{id}", { params: { path: { id: "nothing" } } });
const invalid = await api.GET("/api/v1/measures", { params: { query: { region: "atlantis" } } });
console.log("problems", missing.error?.status, missing.error?.type, invalid.error?.type);
