// Search in the titles: letters alike but for case and accents. Without script the whole list is there.

(() => {
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const form = document.querySelector(".search"), field = form.querySelector("input"), found = document.querySelector(".found");
  const rows = [...document.querySelectorAll(".episodes li")].map((row) => [row, fold(row.querySelector("a").textContent)]);
  let wait = 0;
  const search = () => {
    const wanted = fold(field.value).split(/\s+/).filter(Boolean);
    let count = 0;
    for (const [row, title] of rows) {
      row.hidden = !wanted.every((word) => title.includes(word));
      if (!row.hidden) count++;
    }
    clearTimeout(wait); // said once the typing rests
    wait = setTimeout(() => { found.textContent = wanted.length ? found.dataset.text.replace("{0}", count).replace("{1}", rows.length) : ""; }, 400);
  };
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  field.addEventListener("input", search);
  if (field.value) search();
})();
