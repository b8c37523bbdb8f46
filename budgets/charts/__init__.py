"""What a chart is: its figure for Plotly, its sentence, its table.

Colours are tokens of site.css (“var(--c1)”), which the chart script replaces; exact amounts stand in the rows."""
