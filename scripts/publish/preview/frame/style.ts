/** How the preview differs from what readers see: what can be clicked shows itself, and what they do not see says so. */
export const styleText = `
[data-felt]:not(a):hover { outline: 2px solid #2276fc80; outline-offset: 4px; cursor: text; }
[data-felt]:has([data-felt]:hover), [data-felt]:has(a:hover), [data-felt]:has(> * a.cover):hover { outline: none; cursor: auto; }
[data-felt]:focus-visible { outline: 2px solid #2276fc; outline-offset: 4px; }
[data-tilstand]:not(html)::before {
  content: attr(data-tilstand);
  display: inline-block;
  margin-bottom: 0.4rem;
  padding: 0.1rem 0.5rem;
  border-radius: 0.25rem;
  background: #fde68a;
  color: #3f2d00;
  font: 600 0.75rem/1.5 system-ui, sans-serif;
}
html[data-tilstand]:not([data-tilstand=""])::after {
  content: attr(data-tilstand);
  position: fixed;
  z-index: 10;
  right: 0.75rem;
  bottom: 0.75rem;
  padding: 0.25rem 0.75rem;
  border-radius: 1rem;
  background: #fde68a;
  color: #3f2d00;
  font: 600 0.8125rem/1.5 system-ui, sans-serif;
  box-shadow: 0 1px 4px #0004;
  pointer-events: none;
}
@media print {
  html[data-tilstand]::after, [data-tilstand]::before { display: none; }
}
`
