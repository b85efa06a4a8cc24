// Tells the style sheet, before the page is drawn, that scripts will run.
document.body.classList.add("js-enabled", "govuk-frontend-supported");
