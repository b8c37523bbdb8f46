"""What a chart is: its figure for Plotly, its sentence, its table.

Colours are variables of site.css (“var(--c1)”) that the chart script replaces; exact amounts are in the rows."""
