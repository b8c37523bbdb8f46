"""How the static files are collected."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Files under names with their digests, also where one script imports another, and compressed beforehand."""

    support_js_module_import_aggregation = True
    # Each pass settles the names of scripts whose imports are settled; the scripts of the charts import four deep.
    max_post_process_passes = 8
