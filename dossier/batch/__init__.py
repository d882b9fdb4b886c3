"""Batch: a folder of cases becomes a folder of packets with one table over all of them.

The parent deals out three kinds of work (:mod:`dossier.batch.work`): look at a case, read one
page, build a case.  A crew does it: processes of this computer (:mod:`dossier.batch.crew`) or
those of an existing Dask cluster (:mod:`dossier.batch.cluster`).  What is finished stands in a
ledger at once.
"""
