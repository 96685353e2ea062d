// What all parts of the player use. The parts are joined into one function: they share these names and no others.

// h("button.skip", {type: "button", click: f}, "text", child): an element; functions listen, the rest are attributes.
const h = (kind, given = {}, ...children) => {
  const [tag, ...classes] = kind.split(".");
  const node = document.createElement(tag);
  if (classes.length) node.className = classes.join(" ");
  for (const [name, value] of Object.entries(given)) {
    if (typeof value === "function") node.addEventListener(name, value);
    else if (value !== undefined && value !== false) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== undefined && child !== ""));
  return node;
};

const icon = (path) => {
  const make = (tag, given) => {
    const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const name in given) node.setAttribute(name, given[name]);
    return node;
  };
  const drawing = make("svg", { viewBox: "0 0 24 24", width: 24, height: 24, "aria-hidden": "true" });
  drawing.append(make("path", { d: path }));
  return drawing;
};

const fill = (text, ...values) => text.replace(/\{(\d)\}/g, (_, at) => values[at]);

const clock = (seconds) => {
  const whole = Math.max(0, Math.floor(seconds)), two = (number) => String(number).padStart(2, "0");
  const minutes = Math.floor(whole / 60) % 60, hours = Math.floor(whole / 3600);
  return (hours ? hours + ":" + two(minutes) : minutes) + ":" + two(whole % 60);
};

// What the listener left it at. Storage may be off, full or forbidden: then nothing is remembered.
const memory = {
  get(name) {
    try { return JSON.parse(localStorage.getItem("audiogen:" + name)); } catch { return null; }
  },
  set(name, value) {
    try {
      if (value === null) localStorage.removeItem("audiogen:" + name);
      else localStorage.setItem("audiogen:" + name, JSON.stringify(value));
    } catch { /* not remembered */ }
  },
};

// The last index whose value is not above `most`; -1 where there is none.
const lastAt = (count, value, most) => {
  let low = 0, high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value(middle) <= most) low = middle + 1; else high = middle;
  }
  return low - 1;
};
