// Starts Wagtail's widgets where its own templates would do it by inline scripts, which the policy forbids.
// Each is started once, when its element appears: with the page, in a dialogue, or in a repeated form.

const { Controller } = window.StimulusModule;

class StartedOnce extends Controller {
  connect() {
    if (this.element.dataset.started) return;
    this.element.dataset.started = "true";
    this.start();
  }
}

class Chooser extends StartedOnce {
  static values = { constructor: String, id: String, options: Object };

  start() {
    const start = window[this.constructorValue];
    if (this.constructorValue === "createTaskChooser") start(this.idValue);
    else new start(this.idValue, this.optionsValue);
  }
}

class DateInput extends StartedOnce {
  static values = { kind: String, id: String, options: Object };

  start() {
    const starts = {
      date: window.initDateChooser,
      datetime: window.initDateTimeChooser,
      time: window.initTimeChooser,
    };
    starts[this.kindValue](this.idValue, this.optionsValue);
  }
}

class RepeatedForms extends StartedOnce {
  static values = { constructor: String, options: Object };

  start() {
    new window[this.constructorValue](this.optionsValue);
  }
}

window.wagtail.app.register("newsroom-chooser", Chooser);
window.wagtail.app.register("newsroom-date", DateInput);
window.wagtail.app.register("newsroom-repeated-forms", RepeatedForms);
