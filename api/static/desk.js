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
  // Neo4j Browser shows no result of a statement that shares the editor with :param lines: those go first, by themselves.
  const lines = (ask.get("arg") || "").split("\n");
  const values = ask.get("cmd") === "edit" ? lines.filter((line) => line.startsWith(":param ")) : [];
  if (values.length) {
    ask.set("arg", lines.filter((line) => !line.startsWith(":param ")).join("\n"));
  }
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
      settings.initCmd = values.join("\n");
    } else if ((settings.initCmd || "").startsWith(":param ")) {
      delete settings.initCmd;
    }
    write("neo4j.settings", settings);
  } catch (error) {
    console.warn(error); // it opens without them
  }
  ask.set("ready", "1");
  location.replace(`${location.pathname}?${ask}`);
})();
