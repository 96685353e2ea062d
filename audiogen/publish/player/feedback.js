// "Send feedback": a note on the sentence that is heard, by mail or as JSON to the publisher's address.

const feedbackOf = (story, say, spot, pause) => {
  let about = {};
  const heard = h("blockquote", { lang: story.language, dir: story.dir }), when = h("p.muted");
  const word = h("input", { name: "word", autocomplete: "off", lang: story.language, dir: story.dir });
  const note = h("textarea", { name: "note", rows: 4, required: true });
  const answer = h("p.answer", { role: "status" });
  const mail = story.feedback.startsWith("mailto:");
  const row = () => ({
    guid: story.guid, slug: story.slug, title: story.title, language: story.language, segment: about.segment, text: about.text,
    word: word.value.trim(), seconds: about.seconds, note: note.value.trim(), url: story.url || location.href.split("#")[0],
  });
  const send = async () => {
    const body = JSON.stringify(row());
    if (mail) {
      // Addresses that are too long are cut by mail programs: the sentence is whole only once.
      const quoted = about.text.length > 120 ? about.text.slice(0, 119) + "…" : about.text;
      const text = `${note.value.trim()}\n\n${clock(about.seconds)} “${quoted}”\n\n${body}\n`;
      const address = story.feedback + "?subject=" + encodeURIComponent(say("feedback") + ": " + story.title) + "&body=" + encodeURIComponent(text.replaceAll("\n", "\r\n"));
      h("a", { href: address }).click();
      dialog.close();
      return;
    }
    answer.textContent = "…";
    try {
      const reply = await fetch(story.feedback, {
        method: "POST", headers: { "Content-Type": "application/json" }, body, credentials: "omit", referrerPolicy: "no-referrer",
      });
      if (!reply.ok) throw new Error(reply.status);
      note.value = "";
      answer.textContent = say("sent");
    } catch {
      answer.textContent = say("not_sent");
    }
  };
  const form = h("form", { submit: (event) => { event.preventDefault(); send(); } },
    heard, when, h("label", {}, say("word"), word), h("label", {}, say("note"), note), answer,
    h("div.row", {}, h("button.main", {}, say("send")), h("button.quiet", { type: "button", click: () => dialog.close() }, say("close"))));
  const dialog = h("dialog.feedback", { "aria-label": say("feedback") }, h("h2", {}, say("feedback")), form);
  const opener = h("button.link", {
    type: "button",
    click: () => {
      about = spot();
      pause();
      heard.textContent = about.text;
      when.textContent = say("of", clock(about.seconds), clock(story.seconds));
      word.value = about.word;
      answer.textContent = "";
      dialog.showModal();
      note.focus();
    },
  }, say("feedback"));
  return [opener, dialog];
};
