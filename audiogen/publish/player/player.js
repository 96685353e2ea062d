// The player: controls around an <audio> element, and the article's text in step with it.
// `box` is the section that holds the audio (.player); `find` comes from finder(); `everywhere`: keys work on all the page.

const ICONS = {
  play: "M8 5v14l11-7z",
  pause: "M7 5h3.5v14H7zM13.5 5H17v14h-3.5z",
  previous_paragraph: "M12.5 6 6.5 12l6 6 1.4-1.4L9.3 12l4.6-4.6zM18.5 6l-6 6 6 6 1.4-1.4L15.3 12l4.6-4.6zM4 6h2v12H4z",
  next_paragraph: "M11.5 6l6 6-6 6-1.4-1.4L14.7 12l-4.6-4.6zM5.5 6l6 6-6 6-1.4-1.4L8.7 12 4.1 7.4zM18 6h2v12h-2z",
  previous_sentence: "M15 6l-6 6 6 6 1.4-1.4-4.6-4.6 4.6-4.6z",
  next_sentence: "M9 6l6 6-6 6-1.4-1.4 4.6-4.6-4.6-4.6z",
  captions: "M4 5h16a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2zm0 2v10h16V7zm2 6h7v2H6zm9 0h3v2h-3zM6 9.5h3v2H6zm5 0h7v2h-7z",
  help: "M3 6h18a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2H3a2 2 0 0 1-2-2V8a2 2 0 0 1 2-2zm0 2v8h18V8zm2 1.5h2v2H5zm4 0h2v2H9zm4 0h2v2h-2zm4 0h2v2h-2zM7 13h10v1.7H7z",
};
const SPEEDS = [0.5, 0.75, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3];
const KEYS = { k: "play", j: "previous_sentence", l: "next_sentence", J: "previous_paragraph", L: "next_paragraph", "<": "slower", ">": "faster", c: "captions", f: "follow", "?": "help" };
const TYPING = "input:not([type=range],[type=checkbox]),select,textarea,dialog,[contenteditable]:not([contenteditable=false])";
const CONTROLS = "a,button,input,select,textarea,label,summary,audio,video,dialog,[role=button],[contenteditable]:not([contenteditable=false])";

let playing = null; // of several players on a page, the one that is heard

const player = (story, box, find, everywhere) => {
  const { strings, segments } = story;
  const say = (name, ...values) => fill(strings[name], ...values);
  const number = new Intl.NumberFormat(story.language || "en");
  const audio = box.querySelector("audio");
  const start = (i) => segments[i][3] / 1000;
  const end = (i) => segments[i][4] / 1000;
  const textAt = (i) => story.blocks[segments[i][0]][1].slice(segments[i][1], segments[i][2]);
  const opens = (i) => !i || segments[i][0] !== segments[i - 1][0];

  // Controls
  const button = (name, act, more = {}) =>
    h("button." + name, { type: "button", title: say(name), "aria-label": say(name), click: act, ...more }, icon(ICONS[name]));
  const toggle = button("play", () => (audio.paused ? play() : audio.pause()));
  const seek = h("input.seek", {
    type: "range", min: 0, max: story.seconds, step: 0.1, value: 0, "aria-label": say("position"),
    input: () => go(+seek.value),
    keydown: (event) => {
      const step = { ArrowRight: 5, ArrowUp: 5, ArrowLeft: -5, ArrowDown: -5, PageUp: 30, PageDown: -30 }[event.key];
      if (!step || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      go(audio.currentTime + step);
    },
  });
  const elapsed = h("span.elapsed", {}, "0:00");
  const rates = h("select.speed", { title: say("speed"), "aria-label": say("speed"), change: () => setSpeed(+rates.value) },
    ...SPEEDS.map((value) => h("option", { value }, number.format(value) + " ×")));
  const captions = button("captions", () => showCaptions(line.hidden), { "aria-pressed": "false" });
  const line = h("p.caption", { hidden: true, lang: story.language, dir: story.dir });
  const status = h("p.status", { role: "status" });
  const follow = h("button.follow", { type: "button", hidden: true, click: () => setFollow(true) }, say("follow"));

  const bar = h("div.bar", { dir: "ltr", role: "group", "aria-label": say("controls") },
    toggle, elapsed, seek, h("span.total", {}, clock(story.seconds)),
    h("div.skips", {},
      button("previous_paragraph", () => paragraph(-1)), button("previous_sentence", () => sentence(-1)),
      button("next_sentence", () => sentence(1)), button("next_paragraph", () => paragraph(1)),
      h("span.gap"), rates, captions, button("help", () => help.showModal())));

  // Playing
  const play = () => {
    if (playing && playing !== audio) playing.pause();
    playing = audio;
    audio.play().catch((error) => { if (error.name !== "AbortError") tell(say("no_audio")); });
  };
  const go = (seconds) => {
    audio.currentTime = Math.min(Math.max(seconds, 0), story.seconds);
    show();
    setFollow(true);
  };
  const now = () => lastAt(segments.length, start, audio.currentTime + 0.02);
  // The sentence to skip from; before the first is at the first, but for an intro.
  const here = () => (now() < 0 && start(0) - audio.currentTime < 1 ? 0 : now());
  const sentence = (step) => {
    const at = here();
    // Back, from the middle of a sentence, is to its beginning.
    const again = step < 0 && at >= 0 && audio.currentTime - start(at) > 1.5;
    go(start(Math.min(Math.max(again ? at : at + step, 0), segments.length - 1)));
  };
  const paragraph = (step) => {
    const at = Math.max(now(), 0);
    let to = at;
    if (step > 0) {
      while (to < segments.length - 1 && (to === at || !opens(to))) to++;
      if (!opens(to)) return;
    } else {
      while (!opens(to)) to--;
      if (to > 0 && audio.currentTime - start(to) <= 1.5) { to--; while (!opens(to)) to--; }
    }
    go(start(to));
  };
  const setSpeed = (value) => {
    audio.defaultPlaybackRate = audio.playbackRate = value;
    rates.value = value;
    memory.set("speed", value);
  };
  const faster = (step) => {
    const at = Math.min(Math.max(SPEEDS.indexOf(audio.playbackRate) + step, 0), SPEEDS.length - 1);
    setSpeed(SPEEDS[at]);
    tell(say("speed") + ": " + number.format(SPEEDS[at]));
  };
  const showCaptions = (on) => {
    line.hidden = !on;
    captions.setAttribute("aria-pressed", on);
    memory.set("captions", on);
  };
  const tell = (text) => { status.textContent = text; };

  // In step
  const layer = h("div.layer", { "aria-hidden": "true" });
  const paint = painter(layer);
  let shown = -1, spoken = -1, following = true, ours = 0;
  const show = () => {
    const time = audio.currentTime, at = now();
    const spot = time.toFixed(1);
    if (seek.value !== spot) {
      seek.value = spot;
      seek.style.setProperty("--played", (100 * time) / story.seconds + "%");
      const text = clock(time);
      if (elapsed.textContent !== text) {
        elapsed.textContent = text;
        seek.setAttribute("aria-valuetext", say("of", text, clock(story.seconds)));
      }
    }
    if (at !== shown) {
      shown = at;
      spoken = -1;
      paint.word(null);
      paint.sentence(at < 0 ? null : lookup(at));
      caption(at, 0);
      mark(at);
      if (!audio.paused) scroll();
    }
    if (at < 0) return;
    const said = segments[at][5], ms = (time + 0.02) * 1000;
    let word = lastAt(said.length / 4, (i) => said[4 * i + 2], ms);
    if (word >= 0 && ms > said[4 * word + 3] + 200) word = -1;
    if (word !== spoken) {
      spoken = word;
      paint.word(word < 0 ? null : find.word(at, said[4 * word], said[4 * word + 1]));
      if (word >= 0) caption(at, said[4 * word] - segments[at][1]);
    }
  };
  // The part of a sentence that is being said: as much as two lines hold, so that nothing below moves.
  let titled = "";
  const caption = (at, offset) => {
    const text = at < 0 ? "" : textAt(at), parts = Math.ceil(text.length / 80);
    let from = 0, to = text.length;
    for (let part = 1; part < parts; part++) {
      const cut = text.indexOf(" ", (text.length * part) / parts) + 1;
      if (cut && cut <= offset) from = cut;
      else if (cut) { to = cut; break; }
    }
    const wanted = text.slice(from, to).trim();
    if (wanted !== titled) line.textContent = titled = wanted;
  };
  // The site may have drawn its article anew since it was read: then it is read again, at most every two seconds.
  let lost = 0;
  const lookup = (at) => {
    const range = find.sentence(at);
    if (!(range ? range.startContainer.isConnected : Date.now() - lost > 2000)) {
      lost = Date.now();
      find.read();
      return find.sentence(at);
    }
    return range;
  };
  const tick = () => {
    show();
    if (!audio.paused) requestAnimationFrame(tick);
  };

  // Following the voice down the page, until the listener scrolls away
  const place = () => {
    const range = shown < 0 ? null : find.sentence(shown);
    if (!range) return null;
    const { top, bottom } = range.getBoundingClientRect();
    const above = getComputedStyle(bar).position === "sticky" ? bar.offsetHeight : 0;
    return { top, bottom, above, below: innerHeight };
  };
  const inView = (at) => at.top >= at.above && at.bottom <= at.below;
  const scroll = () => {
    const at = place();
    if (!at || !following || (at.top >= at.above + 8 && at.bottom <= at.below * 0.85)) return;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    ours = Date.now() + (calm ? 150 : 1000);
    scrollBy({ top: at.top - Math.max(at.above + 24, at.below * 0.3), behavior: calm ? "instant" : "smooth" });
  };
  const setFollow = (on) => {
    following = on;
    follow.hidden = on;
    if (on && shown >= 0) scroll();
  };
  addEventListener("wheel", () => { ours = 0; }, { passive: true });
  addEventListener("touchmove", () => { ours = 0; }, { passive: true });
  addEventListener("scroll", () => {
    if (Date.now() < ours || audio.paused) return;
    const at = place();
    if (at && following !== inView(at)) { following = !following; follow.hidden = following; }
  }, { passive: true });

  // A click on a sentence plays it; selecting text, links and the page's own controls work as ever
  const under = (event) => {
    const { clientX: x, clientY: y } = event;
    const caret = document.caretPositionFromPoint
      ? document.caretPositionFromPoint(x, y)
      : ((range) => range && { offsetNode: range.startContainer, offset: range.startOffset })(document.caretRangeFromPoint(x, y));
    const at = caret ? find.at(caret.offsetNode, caret.offset) : -1;
    const range = at < 0 ? null : find.sentence(at);
    const hit = range && [...range.getClientRects()].some((r) => x >= r.left - 2 && x <= r.right + 2 && y >= r.top - 4 && y <= r.bottom + 4);
    return hit ? at : -1;
  };
  let click = 0;
  document.addEventListener("click", (event) => {
    clearTimeout(click);
    if (event.defaultPrevented || event.detail > 1 || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    if (!getSelection().isCollapsed || !event.target.closest || event.target.closest(CONTROLS)) return;
    const at = under(event);
    if (at < 0) return;
    // A second click would make it the selection of a word.
    click = setTimeout(() => { if (getSelection().isCollapsed) { go(start(at)); play(); } }, 250);
  });
  let hover = 0;
  document.addEventListener("pointermove", (event) => {
    cancelAnimationFrame(hover);
    if (event.pointerType !== "mouse") return;
    hover = requestAnimationFrame(() => {
      const at = event.buttons || !event.target.closest || event.target.closest(CONTROLS) ? -1 : under(event);
      paint.hover(at < 0 ? null : find.sentence(at));
    });
  });

  // Chapters
  const chapters = (story.chapters || []).map(([seconds, title]) => ({
    seconds, row: h("button", { type: "button", click: () => { go(seconds); play(); } }, h("span.time", {}, clock(seconds)), title),
  }));
  const mark = (at) => {
    const current = lastAt(chapters.length, (i) => chapters[i].seconds, at < 0 ? 0 : start(at));
    chapters.forEach(({ row }, i) => (i === current ? row.setAttribute("aria-current", "true") : row.removeAttribute("aria-current")));
  };
  const contents = chapters.length > 1 ? h("details.chapters", {}, h("summary", {}, say("chapters")),
    h("ol", {}, ...chapters.map(({ row }) => h("li", {}, row)))) : "";

  // Keys
  const acts = {
    play: () => toggle.click(), captions: () => captions.click(), follow: () => setFollow(true), help: () => help.showModal(),
    previous_sentence: () => sentence(-1), next_sentence: () => sentence(1),
    previous_paragraph: () => paragraph(-1), next_paragraph: () => paragraph(1),
    slower: () => faster(-1), faster: () => faster(1),
  };
  (everywhere ? document : box).addEventListener("keydown", (event) => {
    const name = Object.hasOwn(KEYS, event.key) && KEYS[event.key];
    if (!name || event.ctrlKey || event.altKey || event.metaKey || event.isComposing || memory.get("keys") === false) return;
    if (event.defaultPrevented || event.composedPath()[0].closest?.(TYPING)) return;
    event.preventDefault();
    acts[name]();
  });
  const closer = () => h("form", { method: "dialog" }, h("button.quiet", {}, say("close")));
  const help = h("dialog.help", { "aria-label": say("help") }, h("h2", {}, say("help")),
    h("dl", {}, ...Object.entries(KEYS).map(([key, name]) => h("div", {}, h("dt", {}, h("kbd", {}, key === key.toLowerCase() ? key : "Shift + " + key)), h("dd", {}, name === "play" ? say(name) + " / " + say("pause") : say(name))))),
    h("label", {}, h("input", {
      type: "checkbox", checked: memory.get("keys") !== false,
      change: (event) => memory.set("keys", event.target.checked ? null : false),
    }), " ", say("keys_on")), closer());

  const feedback = story.feedback ? feedbackOf(story, say, () => {
    const at = Math.max(now(), 0), word = spoken < 0 ? "" : segments[at][5].slice(4 * spoken, 4 * spoken + 2);
    return {
      segment: at, text: textAt(at), seconds: Math.round(audio.currentTime * 1000) / 1000,
      word: word && story.blocks[segments[at][0]][1].slice(...word),
    };
  }, () => audio.pause()) : [];

  // Together
  audio.controls = false;
  box.classList.add("js");
  audio.before(bar, line);
  box.querySelector(".links").prepend(...[contents, feedback[0]].filter(Boolean));
  box.append(status, follow, layer, help, ...feedback.slice(1));

  const speed = memory.get("speed");
  setSpeed(SPEEDS.includes(speed) ? speed : 1);
  showCaptions(memory.get("captions") === true);
  const name = "at:" + (story.guid || story.slug);
  const left = memory.get(name);
  if (left > 3 && left < story.seconds - 3) audio.currentTime = left;
  const keep = () => memory.set(name, audio.ended || audio.currentTime < 3 ? null : Math.round(audio.currentTime * 10) / 10);
  let kept = 0;
  const state = () => {
    const name = audio.paused ? "play" : "pause";
    toggle.replaceChildren(icon(ICONS[name]));
    toggle.title = say(name);
    toggle.setAttribute("aria-label", say(name));
    box.classList.toggle("playing", !audio.paused);
    if (audio.paused) { keep(); follow.hidden = true; } else { tell(""); show(); setFollow(true); tick(); }
    session(story, audio, acts, go, play);
  };
  audio.addEventListener("play", state);
  audio.addEventListener("pause", state);
  audio.addEventListener("timeupdate", () => {
    show();
    if (Math.abs(audio.currentTime - kept) > 5) { kept = audio.currentTime; keep(); }
  });
  for (const name of ["seeked", "ended", "loadedmetadata"]) audio.addEventListener(name, show);
  const failed = () => tell(say("no_audio"));
  audio.addEventListener("error", failed);
  [...audio.querySelectorAll("source")].at(-1)?.addEventListener("error", failed);
  addEventListener("pagehide", keep);
  if (left) show();
};

// The lock screen, the keyboard's media keys, headphones.
const session = (story, audio, acts, go, play) => {
  const media = navigator.mediaSession;
  if (!media || audio.paused) return;
  media.metadata = new MediaMetadata({
    title: story.title, artist: story.byline || story.site, album: story.site,
    artwork: story.cover ? [{ src: new URL(story.cover, story.base || document.baseURI).href }] : [],
  });
  const on = {
    play, pause: () => audio.pause(), stop: () => audio.pause(),
    seekbackward: ({ seekOffset }) => go(audio.currentTime - (seekOffset || 10)),
    seekforward: ({ seekOffset }) => go(audio.currentTime + (seekOffset || 10)),
    seekto: ({ seekTime }) => go(seekTime),
    previoustrack: acts.previous_paragraph, nexttrack: acts.next_paragraph,
  };
  for (const name in on) {
    try { media.setActionHandler(name, on[name]); } catch { /* this browser has no such action */ }
  }
  const tell = () => media.setPositionState?.({
    duration: Math.max(story.seconds, audio.currentTime), position: audio.currentTime, playbackRate: audio.playbackRate,
  });
  audio.onseeked = audio.onratechange = tell;
  tell();
};
