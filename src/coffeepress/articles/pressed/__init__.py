"""The kinds of reader pages that articles bring: one module a family, registered in `coffeepress.articles.edition`."""
