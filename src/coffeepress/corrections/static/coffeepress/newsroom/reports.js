// The queue of readers' reports by the keyboard, and what makes deciding quicker. All of it works without this file.
// Single keys are bound by Wagtail's own controller (`w-kbd`), so that switching shortcuts off switches these off too.

const { Controller: ReportsController } = window.StimulusModule;

class ReportsQueue extends ReportsController {
  next() {
    this.move(1);
  }

  previous() {
    this.move(-1);
  }

  take() {
    const row = this.current?.closest("tr");
    row?.querySelector("[data-take]")?.click();
  }

  move(step) {
    const links = [...this.element.querySelectorAll("a[data-report]")];
    const at = links.indexOf(this.current);
    const to = at < 0 ? 0 : Math.min(Math.max(at + step, 0), links.length - 1);
    links[to]?.focus();
  }

  get current() {
    const row = document.activeElement?.closest("tr");
    return row && this.element.contains(row) ? row.querySelector("a[data-report]") : null;
  }
}

class ReportsDecision extends ReportsController {
  static targets = ["prepared", "reason"];

  connect() {
    const texts = this.element.querySelector("#prepared-reasons");
    this.texts = texts ? JSON.parse(texts.textContent) : {};
    this.filled = "";
  }

  preparedTargetConnected(select) {
    select.addEventListener("change", () => this.fill(select.value));
  }

  // What the editor wrote stays: only an empty field, or one that was filled from here, is written to.
  fill(choice) {
    const reason = this.reasonTarget;
    if (reason.value.trim() && reason.value !== this.filled) return;
    this.filled = this.texts[choice] ?? "";
    reason.value = this.filled;
  }

  send(event) {
    const enabled = window.wagtailConfig?.KEYBOARD_SHORTCUTS_ENABLED ?? true;
    if (!enabled) return;
    event.preventDefault();
    event.currentTarget.requestSubmit();
  }
}

window.wagtail.app.register("newsroom-queue", ReportsQueue);
window.wagtail.app.register("newsroom-decision", ReportsDecision);
