"""Names of public bodies (agencies), as printed and written out.

``forms`` says what one printed name is, ``lists`` takes the printed lists of duties apart, ``issuers`` the
bodies that a document is issued by. ``full_names`` writes a name out with its region, ``departments`` says what a
department is and what it is for, ``identity`` who a body is across documents. All are pure functions of names, over
the words of ``lexicon/agencies.yaml`` and ``lexicon/departments.yaml``.
"""
