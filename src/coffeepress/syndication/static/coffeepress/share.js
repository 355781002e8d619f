// The buttons for sharing are there where the browser can do what they say: the system's share sheet, and the clipboard.
// Without this script the links beside them do.
for (const place of document.querySelectorAll("[data-share]")) {
  const { share: url, shareTitle: title } = place.dataset;
  const told = place.querySelector("[data-share-told]");
  const sheet = place.querySelector("[data-share-sheet]");
  const copy = place.querySelector("[data-share-copy]");

  if (navigator.share && navigator.canShare?.({ url, title }) !== false) {
    sheet.parentElement.hidden = false;
    sheet.addEventListener("click", () => {
      // Whoever closes the sheet has thought better of it: that is no fault.
      navigator.share({ url, title }).catch(() => {});
    });
  }

  if (navigator.clipboard) {
    const words = copy.textContent;
    copy.parentElement.hidden = false;
    copy.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(url);
      } catch {
        return;
      }
      copy.textContent = told.textContent = copy.dataset.copied;
      setTimeout(() => {
        copy.textContent = words;
        told.textContent = "";
      }, 3000);
    });
  }
}
