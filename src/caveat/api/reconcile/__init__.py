"""The reconciliation API 0.2 of the W3C community group, which OpenRefine and others speak.

https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/
"""
