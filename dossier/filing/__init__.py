"""Where a complaint goes: what each destination asks for, texts for web forms, attachments within limits.

A destination is a folder under ``templates/`` with ``destination.yaml``, a packet and
a form; :mod:`~dossier.filing.destinations` finds and checks them, and
:mod:`~dossier.filing.beside` makes what lies beside a packet.
"""
