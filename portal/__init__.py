VERSION = "0.2.0"  # of the release; CHANGELOG.md says what each brought
