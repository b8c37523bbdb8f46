"""The site around the portal: settings, addresses, middleware. No knowledge of budgets."""

VERSION = "0.2.0"  # of the release; CHANGELOG.md says what each brought
