// Click to load: a card with data-embed is a plain link until this module makes it a button
// that puts the provider's player in the card's place. Nothing of the provider's is fetched before.
for (const figure of document.querySelectorAll("[data-embed]")) {
  const card = figure.querySelector(".embed-card");

  const open = (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return; // the reader wants the link itself
    event.preventDefault();
    const player = document.createElement("iframe");
    player.title = figure.dataset.title;
    player.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
    player.sandbox = "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-presentation";
    player.referrerPolicy = "strict-origin-when-cross-origin";
    player.src = figure.dataset.embed;
    card.replaceWith(player);
    player.focus();
  };

  card.setAttribute("role", "button");
  card.addEventListener("click", open);
  card.addEventListener("keydown", (event) => event.key === " " && open(event));
}
