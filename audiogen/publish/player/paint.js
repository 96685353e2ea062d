// Marks a sentence, a word, and the sentence under the pointer, without touching the article's own elements.

// `layer`: where boxes go in browsers that cannot mark text by themselves.
const painter = (layer) => {
  const native = window.Highlight && CSS.highlights;
  const brush = (name, priority) => {
    if (native) {
      if (!CSS.highlights.has(name)) CSS.highlights.set(name, Object.assign(new Highlight(), { priority }));
      let mine = null;
      return (range) => {
        const all = CSS.highlights.get(name);
        if (mine) all.delete(mine);
        if ((mine = range)) all.add(range);
      };
    }
    let boxes = [], shown = null;
    const draw = (range) => {
      boxes.forEach((box) => box.remove());
      shown = range;
      const origin = layer.getBoundingClientRect();
      boxes = range ? [...range.getClientRects()].map((rect) => {
        const box = h("i." + name);
        box.style.cssText = `left:${rect.left - origin.left}px;top:${rect.top - origin.top}px;width:${rect.width}px;height:${rect.height}px`;
        return box;
      }) : [];
      layer.append(...boxes);
    };
    addEventListener("resize", () => draw(shown));
    return draw;
  };
  return { sentence: brush("audiogen-sentence", 1), word: brush("audiogen-word", 2), hover: brush("audiogen-hover", 0) };
};
