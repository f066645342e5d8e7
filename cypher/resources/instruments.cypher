// The taxonomy of instruments
// ---
// zh: 政策工具分类
// item: instrument
// parameters:
//   id: {type: string, required: false, example: first-of-kind, description: "Only the instrument with this code"}
//   after: {type: string, default: "", description: "Where the page begins: behind this code; empty for the first one"}
//   group: {type: string, required: false, values: [fiscal, finance, innovation, talent, space, market, enterprise, governance], description: Group of the taxonomy; all when not given}
//   family: {type: string, required: false, values: [supply, environment, demand], description: "Family of instruments (Rothwell and Zegveld); all when not given"}
//   limit: {type: integer, default: 100, minimum: 1, maximum: 1000, description: How many rows at most}
// columns:
//   code: {type: string, zh: 工具代码, required: true, description: Code of the instrument}
//   zh: {type: string, zh: 政策工具, required: true, description: Chinese name}
//   en: {type: string, zh: 英文名, required: true, description: English name}
//   group: {type: string, zh: 类别, required: true, description: Group of the taxonomy}
//   family: {type: string, zh: 族, required: true, values: [supply, environment, demand], description: Family of instruments (Rothwell and Zegveld)}
//   definition: {type: string, zh: 定义, required: true, description: What counts as it}
//   stip: {type: string, zh: STIP, required: true, description: Code of the EC-OECD STIP Compass}
//   gta: {type: string, zh: GTA, required: true, description: Intervention type of Global Trade Alert}
//   mappings: {type: json, zh: 对照, detail: true, description: "The same by classification: scheme, value, nearest (true where it is a close match, not an exact one)"}
//   aliases: {type: list, zh: 别名, detail: true, description: Names by which it can be asked for}
//   measures: {type: integer, zh: 措施数, required: true, description: "Number of measures of loaded policies that use it, of every tier"}
// ---
// In the order of the codes, used or not.
MATCH (i:Instrument)
WHERE i.id > $after AND ($id IS NULL OR i.id = $id) AND ($group IS NULL OR i.group = $group)
  AND ($family IS NULL OR i.family = $family)
OPTIONAL MATCH (i)<-[:OF_TYPE]-(m:Measure)
WITH i, count(m) AS measures
RETURN i.id AS code, i.zh AS zh, i.en AS en, i.group AS group, i.family AS family, i.definition AS definition,
       i.stip AS stip, i.gta AS gta,
       [{scheme: 'Rothwell-Zegveld', value: i.family, nearest: false},
        {scheme: 'STIP Compass', value: i.stip, nearest: i.stip CONTAINS 'nearest'},
        {scheme: 'Global Trade Alert', value: i.gta, nearest: i.gta CONTAINS 'nearest'}] AS mappings,
       i.aliases AS aliases, measures
ORDER BY code
LIMIT toInteger($limit)
