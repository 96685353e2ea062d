// Where the story's text stands in a document: word by word, whatever markup, white space, quotes or paragraphs differ.

const SKIPPED = /^(script|style|noscript|template|textarea|select|button|nav|svg|audio|video|iframe|dialog|audiogen-player)$/i;
const INLINE = /^(a|abbr|acronym|b|bdi|bdo|big|cite|code|data|del|dfn|em|font|i|ins|kbd|label|mark|nobr|q|rb|ruby|s|samp|small|span|strike|strong|sub|sup|time|tt|u|var|wbr)$/i;
// A run of letters and digits, with the invisible signs inside it; a single character of scripts without spaces.
const WORD = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]\p{M}*|[\p{L}\p{N}][\p{L}\p{N}\p{M}\u00AD\u200B-\u200D\u2060]*/gu;
const UNSEEN = /[\u00AD\u200B-\u200D\u2060]/g;

const words = (text) => {
  const found = { key: [], start: [], end: [] };
  for (const { 0: word, index } of text.matchAll(WORD)) {
    found.key.push(word.replace(UNSEEN, "").normalize("NFKC").toLowerCase());
    found.start.push(index);
    found.end.push(index + word.length);
  }
  return found;
};

// All text below an element as one string, with the text node of each place; without what is marked data-audiogen.
const textOf = (root) => {
  const parts = [], starts = [], nodes = [];
  let length = 0;
  const add = (text) => { parts.push(text); length += text.length; };
  const walk = (parent) => {
    for (let node = parent.firstChild; node; node = node.nextSibling) {
      if (node.nodeType === 3) {
        starts.push(length);
        nodes.push(node);
        add(node.data);
      } else if (node.nodeType === 1 && !SKIPPED.test(node.localName) && !node.hasAttribute("data-audiogen")) {
        const apart = !INLINE.test(node.localName);
        if (apart) add("\n");
        walk(node);
        if (apart) add("\n");
      }
    }
  };
  walk(root);
  const numbers = new Map(nodes.map((node, number) => [node, number]));
  return {
    text: parts.join(""),
    // Text node and offset; of an end, the node that the character before it is in.
    at(place, isEnd) {
      const number = lastAt(starts.length, (i) => starts[i], isEnd ? place - 1 : place);
      return [nodes[number], place - starts[number]];
    },
    placeOf(node, offset) {
      return numbers.has(node) ? starts[numbers.get(node)] + offset : -1;
    },
  };
};

// Index in `b` of each of `a`, in rising order; -1 where it is not there. Runs of words that occur once on both sides
// are fixed first, what is between them after that (patience diff).
const align = (a, b) => {
  const map = new Int32Array(a.length).fill(-1);
  const once = (list, from, to, length) => {
    const seen = new Map();
    for (let i = from; i + length <= to; i++) {
      const key = length === 1 ? list[i] : list.slice(i, i + length).join(" ");
      seen.set(key, seen.has(key) ? -1 : i);
    }
    return seen;
  };
  const rising = (pairs) => {
    const tails = [], before = [];
    pairs.forEach(([, place], number) => {
      const length = lastAt(tails.length, (i) => pairs[tails[i]][1], place - 1) + 1;
      before[number] = length ? tails[length - 1] : -1;
      tails[length] = number;
    });
    const chain = [];
    for (let at = tails.length ? tails[tails.length - 1] : -1; at >= 0; at = before[at]) chain.push(pairs[at]);
    return chain.reverse();
  };
  const common = (a0, a1, b0, b1) => {
    const width = b1 - b0 + 1, best = new Uint16Array((a1 - a0 + 1) * width);
    for (let i = a1 - 1; i >= a0; i--) {
      for (let j = b1 - 1; j >= b0; j--) {
        const at = (i - a0) * width + (j - b0);
        best[at] = a[i] === b[j] ? best[at + width + 1] + 1 : Math.max(best[at + width], best[at + 1]);
      }
    }
    for (let i = a0, j = b0; i < a1 && j < b1;) {
      const at = (i - a0) * width + (j - b0);
      if (a[i] === b[j]) map[i++] = j++;
      else if (best[at + width] >= best[at + 1]) i++; else j++;
    }
  };
  const fit = (a0, a1, b0, b1) => {
    while (a0 < a1 && b0 < b1 && a[a0] === b[b0]) map[a0++] = b0++;
    while (a0 < a1 && b0 < b1 && a[a1 - 1] === b[b1 - 1]) map[--a1] = --b1;
    if (a0 === a1 || b0 === b1) return;
    for (const length of [4, 2, 1]) {
      const there = once(b, b0, b1, length), pairs = [];
      for (const [key, place] of once(a, a0, a1, length)) {
        if (place >= 0 && there.get(key) >= 0) pairs.push([place, there.get(key)]);
      }
      const chain = rising(pairs.sort((one, other) => one[0] - other[0]));
      if (!chain.length) continue;
      for (const [i, j] of [...chain, [a1, b1]]) {
        if (i < a0 || j < b0) continue;
        fit(a0, i, b0, j);
        for (a0 = i, b0 = j; a0 < a1 && b0 < b1 && a[a0] === b[b0];) map[a0++] = b0++;
      }
      return;
    }
    if ((a1 - a0) * (b1 - b0) < 300000) common(a0, a1, b0, b1);
  };
  fit(0, a.length, 0, b.length);
  return map;
};

const OPENING = /[\p{Ps}\p{Pi}"'“„‚«»¿¡]/u, CLOSING = /[\p{P}"'”“’»«]/u;

// Finds the sentences and words of a story below an element.
const finder = (story, root) => {
  const offsets = [];
  let length = 0;
  for (const [, text] of story.blocks) { offsets.push(length); length += text.length + 1; }
  const ours = words(story.blocks.map((block) => block[1]).join("\n"));
  let page, theirs, map, back;
  const read = () => {
    page = textOf(root);
    theirs = words(page.text);
    map = align(ours.key, theirs.key);
    // At the edges of what is only on one side, a word may be matched to a like one outside of its sentence.
    const draw = (i, place) => { if (theirs.key[place] === ours.key[i]) map[i] = place; };
    for (const [block, from, to] of story.segments) {
      const [first, end] = span(block, from, to);
      for (let i = end - 2; i >= first; i--) if (map[i + 1] > 0 && map[i] < map[i + 1] - 1) draw(i, map[i + 1] - 1);
      for (let i = first + 1; i < end; i++) if (map[i - 1] >= 0 && (map[i] < 0 || map[i] > map[i - 1] + 1)) draw(i, map[i - 1] + 1);
    }
    back = new Map();
    map.forEach((there, here) => { if (there >= 0) back.set(there, here); });
  };
  // Our words from one place of a block to another: their numbers, from and before.
  const span = (block, from, to) => {
    const first = lastAt(ours.start.length, (i) => ours.end[i], offsets[block] + from) + 1;
    return [first, lastAt(ours.start.length, (i) => ours.start[i], offsets[block] + to - 1) + 1];
  };
  read();
  const rangeOf = (start, end) => {
    const range = document.createRange();
    range.setStart(...page.at(start));
    range.setEnd(...page.at(end, true));
    return range;
  };
  const sentence = (number) => {
    const [block, from, to] = story.segments[number];
    const [first, end] = span(block, from, to);
    const hits = [];
    for (let i = first; i < end; i++) if (map[i] >= 0) hits.push(i);
    if (!hits.length || hits.length * 2 < end - first) return null;
    // A word that was matched far from the others is not of this sentence.
    const middle = hits[hits.length >> 1], slack = (end - first) / 2 + 6;
    const near = hits.filter((i) => Math.abs(map[i] - map[middle] - (i - middle)) <= slack).map((i) => map[i]);
    if (near.length * 2 < end - first) return null;
    let start = theirs.start[near[0]], stop = theirs.end[near[near.length - 1]];
    while (start > 0 && OPENING.test(page.text[start - 1])) start--;
    while (stop < page.text.length && CLOSING.test(page.text[stop])) stop++;
    return rangeOf(start, stop);
  };
  const word = (number, from, to) => {
    const [first, end] = span(story.segments[number][0], from, to);
    return end > first && map[first] >= 0 && map[end - 1] - map[first] === end - 1 - first
      ? rangeOf(theirs.start[map[first]], theirs.end[map[end - 1]]) : null;
  };
  return {
    read,
    sentence,
    word,
    // The sentence at a place of the document; -1 where none is.
    at(node, offset) {
      const place = page.placeOf(node, offset);
      if (place < 0) return -1;
      const near = lastAt(theirs.start.length, (i) => theirs.start[i], place);
      for (const there of [near, near + 1, near - 1]) {
        if (!back.has(there)) continue;
        const place = ours.start[back.get(there)], block = lastAt(offsets.length, (i) => offsets[i], place);
        return story.segments.findIndex(([of, from, to]) => of === block && from <= place - offsets[block] && place - offsets[block] < to);
      }
      return -1;
    },
  };
};
