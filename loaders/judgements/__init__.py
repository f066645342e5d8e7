"""Judgements of reviewers on facts: data beside a plan, re-applied on every reading (docs/judgements.md).

``lines`` reads the file, ``places`` finds the words of a fact in the text, ``apply`` joins machine and
reviewer, ``gold`` makes a file from annotated facts. Nothing here is seen by extraction or evaluation.
"""
