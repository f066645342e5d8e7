"""Identities across documents: which printed names are the same agency, firm, institution, place, fund or event.

``names`` writes one name out with its region, ``firms`` and ``things`` group names by rule, ``candidates`` finds
pairs that may be one and that no rule is sure of, ``judgements`` reads what persons decided and ``groups`` brings
rules and judgements together. Agencies are resolved one by one in ``loaders/agencies/identity``. All are pure
functions of the set of names, so that neither order nor number of the documents matters.
"""
