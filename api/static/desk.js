// Lays favourites, style sheet and settings where Neo4j Browser looks for them, then opens it as it was asked for.
"use strict";
(async () => {
  const read = (key, other) => {
    try {
      return JSON.parse(localStorage.getItem(key)) ?? other;
    } catch {
      return other;
    }
  };
  const write = (key, value) => localStorage.setItem(key, JSON.stringify(value));
  const ask = new URLSearchParams(location.search);
  // Neo4j Browser shows no result of a statement that shares the editor with :param lines. So these become its
  // first command, which sets all of them at once; the statement stays in the editor.
  const given = ask.get("cmd") === "edit" ? ask.get("arg") || "" : "";
  const line = /^:param (\w+) => (.*);\n/gm;
  const values = [...given.matchAll(line)];
  if (values.length) {
    ask.set("arg", given.replaceAll(line, ""));
  }
  const first = () => {
    const names = values.map(([, name]) => name).join(", ");
    const returned = values.map(([, name, value]) => `${value} AS ${name}`).join(", ");
    return `:param [{${names}}] => {RETURN ${returned}}`;
  };
  try {
    const desk = await (await fetch("/analyst/desk.json")).json();
    const theirs = (key) => read(key, []).filter((one) => !one.isStatic && !String(one.id).startsWith(desk.mark));
    write("neo4j.documents", [...theirs("neo4j.documents"), ...desk.documents]);
    write("neo4j.folders", [...theirs("neo4j.folders"), ...desk.folders]);
    const grass = localStorage.getItem("neo4j.grass");
    if (grass === null || grass === "null" || grass === localStorage.getItem("policygraph.grass")) {
      write("neo4j.grass", desk.grass);
      write("policygraph.grass", desk.grass);
    }
    const settings = { ...desk.settings, ...read("neo4j.settings", {}) };
    if (values.length) {
      settings.initCmd = first();
    } else if ((settings.initCmd || "").startsWith(":param ")) {
      delete settings.initCmd;
    }
    write("neo4j.settings", settings);
    write("neo4j.udc", { ...desk.udc, ...read("neo4j.udc", {}) });
  } catch (error) {
    console.warn(error); // it opens without them
  }
  ask.set("ready", "1");
  location.replace(`${location.pathname}?${ask}`);
})();
