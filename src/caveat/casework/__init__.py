"""What people decided: portfolios, alerts, decisions, and the proof of them.

Seams, for the rooms that are built on this one:

- *watch* (which pairs of customer and party changed between two editions) reads customers with
  `caveat.casework.customers.subjects`, begins a run with `caveat.casework.runs.begin`, and hands
  answers to `caveat.casework.recording.record`, with the parties that it looked at as ``scope``.
- *pages* read with `caveat.casework.alerts` and write with `caveat.casework.deciding`; both take an
  `Actor` (`caveat.casework.work`), whose role is checked here and never in a face.
"""
