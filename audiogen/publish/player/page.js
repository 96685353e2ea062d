// The page's own player: the story without its text stands in the page as JSON, the text in the article.

(() => {
  const story = JSON.parse(document.getElementById("story").textContent), article = document.getElementById("article");
  story.blocks = [...article.querySelectorAll("[data-b]")].map((block) => ["", block.textContent]);
  player(story, document.querySelector(".player"), finder(story, article), true);
})();
