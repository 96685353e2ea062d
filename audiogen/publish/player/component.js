// <audiogen-player src="story.json" article="#story">: the player above a site's own article.
// `article`: a selector of what holds the text; without it, the <article> or <main> around the player, or the page's first.
// What stands inside the element is shown until the story is there, and where it cannot be had.

const sheet = (text) => {
  const made = new CSSStyleSheet(); // unlike <style>, it needs no leave of the site's Content-Security-Policy
  made.replaceSync(text);
  return made;
};
const [chrome, colours] = [sheet(PLAYER_CSS), sheet(COLOURS)];

customElements.get("audiogen-player") || customElements.define("audiogen-player", class extends HTMLElement {
  async connectedCallback() {
    if (this.shadowRoot) return;
    const root = this.attachShadow({ mode: "open" });
    root.append(h("slot"));
    // Scripts at the page's head run before the article is there.
    if (document.readyState === "loading") await new Promise((done) => document.addEventListener("DOMContentLoaded", done));
    try {
      const story = await this.story();
      const box = skeleton(story);
      root.adoptedStyleSheets = [chrome];
      if (!document.adoptedStyleSheets.includes(colours)) document.adoptedStyleSheets = [...document.adoptedStyleSheets, colours];
      root.replaceChildren(box);
      player(story, box, finder(story, this.article()), false);
      this.dispatchEvent(new CustomEvent("audiogen-ready"));
    } catch (error) {
      root.replaceChildren(h("slot"));
      console.error("audiogen-player:", error);
    }
  }

  async story() {
    const inside = this.querySelector("script[type='application/json']");
    const from = new URL(this.getAttribute("src") || "", document.baseURI);
    const story = inside ? JSON.parse(inside.textContent) : await (await fetch(from)).json();
    const base = inside ? document.baseURI : from.href;
    if (story.audiogen !== 1) throw new Error("not a story of this player's format");
    return { ...story, base, audio: story.audio.map((file) => ({ ...file, src: new URL(file.src, base).href })) };
  }

  article() {
    const wanted = this.getAttribute("article");
    return (wanted ? document.querySelector(wanted) : this.closest("article, main, [role=main]") || document.querySelector("article, main, [role=main]"))
      || document.body;
  }
});

// What the page's template makes: the audio, the disclosure, what made it.
function skeleton(story) {
  const { strings } = story;
  const [label, rows, unread] = [strings.listen, story.about.facts, story.about.unread];
  return h("section.player", { "aria-label": label, lang: story.ui, dir: story.ui_dir },
    h("div.head", {}, h("h2", {}, label)),
    h("audio", { controls: true, preload: "metadata" }, ...story.audio.map(({ src, type }) => h("source", { src, type }))),
    h("div.foot", {},
      h("p.disclosure", { dir: "auto" }, story.disclosure),
      h("div.links", {},
        h("details.about", {}, h("summary", {}, strings.more_info),
          h("dl", {}, ...rows.map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value)))),
          ...(unread.length ? [h("h3", {}, strings.not_read)] : []),
          ...unread.map(([why, texts]) => h("details", {}, h("summary", {}, `${why} (${texts.length})`),
            h("ul", { lang: story.language, dir: story.dir }, ...texts.map((text) => h("li", {}, text)))))),
        ...story.audio.map(({ src, name }) => h("a.download", { href: src, download: true }, `${strings.download} ${name}`)))));
}
