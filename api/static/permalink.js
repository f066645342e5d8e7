// How a reader left the picture, in the page's own address: what is hidden, chosen and expanded, and where it stands.
class Permalink {
  constructor(network) {
    Object.assign(this, { network, address: new URL(location.href), most: 20, longest: 4000 });
    this.hidden = new Set((this.address.searchParams.get("hide") ?? "").split(",").filter(Boolean));
    this.at = this.address.searchParams.get("at");
    this.expanded = [...new Set(this.address.searchParams.getAll("expanded"))].slice(0, this.most);
    this.camera = this.parsed(this.address.searchParams.get("camera"));
    this.address.searchParams.delete("expanded"); // those that come in again are kept again
  }

  // Where the picture stands: the place in its middle and how big it is; null for what says nothing of the kind.
  parsed(text) {
    const found = /^(-?\d{1,6}),(-?\d{1,6}),(\d{1,2}(?:\.\d{1,4})?)$/.exec(text ?? "");
    const [x, y, scale] = found ? found.slice(1).map(Number) : [];
    return scale > 0 ? { position: { x, y }, scale } : null;
  }

  // Whether there is room for one more expansion: addresses that are too long are refused on their way.
  keep(id) {
    const { searchParams } = this.address;
    if (searchParams.getAll("expanded").includes(id)) return true;
    const longer = this.address.href.length + encodeURIComponent(id).length + "&expanded=".length;
    if (searchParams.getAll("expanded").length >= this.most || longer > this.longest) return false;
    searchParams.append("expanded", id);
    this.write();
    return true;
  }

  // The reader moved the picture, or let the page choose where it stands.
  moved(isTheirs) {
    if (isTheirs) {
      const { x, y } = this.network.getViewPosition();
      this.set("camera", `${Math.round(x)},${Math.round(y)},${Number(this.network.getScale().toFixed(4))}`);
    } else this.set("camera", null);
    this.write();
  }

  remember() {
    this.set("hide", [...this.hidden].join(","));
    this.set("at", this.network.getSelectedNodes()[0]);
    this.write();
  }

  set(name, value) {
    value ? this.address.searchParams.set(name, value) : this.address.searchParams.delete(name);
  }

  // The link to the page in the other language leads to the same picture.
  write() {
    try {
      history.replaceState(null, "", this.address);
    } catch {
      // browsers take so many a minute; the next one says all that this one did
    }
    const other = document.querySelector("header [hreflang]");
    const there = new URL(this.address);
    there.searchParams.set("lang", other.hreflang);
    other.href = `${there.pathname}${there.search}`;
  }
}
