"""The public pages: one folder for each subject; the modules beside the folders are shared by all subjects."""
