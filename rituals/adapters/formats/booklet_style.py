"""How a booklet looks in HTML: its style sheet, and the jar on its cover."""

from __future__ import annotations

JAR = """\
<svg class="jar" viewBox="0 0 120 150" aria-hidden="true">
<g fill="none" stroke="currentColor" stroke-width="2.5" stroke-linecap="round" stroke-linejoin="round">
<rect x="30" y="8" width="60" height="14" rx="4"/>
<path d="M36 22v8c0 8-20 10-20 30v66c0 10 6 16 16 16h56c10 0 16-6 16-16V60c0-20-20-22-20-30v-8"/>
<path d="M25 64v34" opacity=".45"/>
</g>
<g class="slips" stroke="currentColor" stroke-width="1.5" stroke-linejoin="round">
<rect x="30" y="120" width="30" height="13" rx="1.5" transform="rotate(-7 45 126)"/>
<rect x="62" y="119" width="30" height="13" rx="1.5" transform="rotate(9 77 126)"/>
<rect x="45" y="104" width="30" height="13" rx="1.5" transform="rotate(4 60 110)"/>
<rect x="32" y="88" width="28" height="13" rx="1.5" transform="rotate(-16 46 94)"/>
<rect x="65" y="90" width="27" height="13" rx="1.5" transform="rotate(19 78 96)"/>
</g>
<path class="heart" d="M60 80c-9-6-13-10.500-13-15.500a7 7 0 0 1 13-3.500a7 7 0 0 1 13 3.500c0 5-4 9.500-13 15.500z"/>
</svg>
"""

STYLE = """\
:root {
  color-scheme: light dark;
  --paper: #fbf7f1; --card: #fffdf9; --ink: #3b2a36; --soft: #6b5a65; --line: #ddd0c6; --heart: #a13457;
}
* { box-sizing: border-box; }
html { text-size-adjust: 100%; -webkit-text-size-adjust: 100%; }
body {
  margin: 0; background: var(--paper); color: var(--ink); overflow-wrap: anywhere;
  font: 1.125rem/1.6 "Iowan Old Style", "Palatino Linotype", Palatino, P052, "Book Antiqua", Georgia, "Noto Serif",
    "DejaVu Serif", serif;
}
h1, h2, h3, p { margin: 0; font-weight: normal; }
.cover {
  min-height: 36rem; min-height: min(88svh, 46rem); padding: 2rem 1.25rem; text-align: center;
  display: flex; flex-direction: column; align-items: center; justify-content: center;
}
.jar { width: 9rem; max-width: 45vw; color: var(--ink); margin-bottom: 2.25rem; }
.slips { fill: var(--card); }
.heart { fill: var(--heart); }
h1 { font-size: clamp(2rem, 9vw, 3.25rem); line-height: 1.15; letter-spacing: .01em; }
.names { margin-top: 1rem; font-size: 1.5rem; font-style: italic; }
.span { margin-top: .5rem; color: var(--soft); letter-spacing: .08em; }
main { max-width: 38rem; margin: 0 auto; padding: 0 1.25rem 6rem; }
h2 { margin: 4.5rem 0 2rem; text-align: center; font-size: 2rem; line-height: 1.2; }
h2::after {
  content: ""; display: block; width: 3.5rem; margin: .8rem auto 0; border-top: 2px solid var(--heart);
}
article { margin: 0 0 1.5rem; padding: 1.1rem 1.35rem 1.25rem; }
article { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; }
h3 { font-size: .875rem; line-height: 1.5; color: var(--soft); display: flex; flex-wrap: wrap; gap: 0 .8rem; }
.from-to { font-style: italic; }
.favourite { color: var(--heart); margin-left: auto; white-space: nowrap; font-variant-emoji: text; }
.words { margin-top: .35rem; white-space: pre-wrap; unicode-bidi: plaintext; text-align: start; tab-size: 4; }
.picture { display: block; width: 100%; fill: var(--soft); }
.picture text { font-size: 9px; }
.d0 { fill: var(--line); }
.d1, .d2 { fill: var(--heart); }
.d1 { opacity: .65; }
.reply { margin-top: .7rem; color: var(--soft); font-style: italic; unicode-bidi: plaintext; text-align: start; }
.blank { padding: 2rem 0; text-align: center; font-style: italic; }
@media screen and (prefers-color-scheme: dark) {
  :root {
    --paper: #1c161f; --card: #261e2a; --ink: #f1e8de; --soft: #b3a6b1; --line: #4a3c50; --heart: #e893a7;
  }
}
@page {
  size: A5; margin: 17mm 16mm 19mm;
  @bottom-center { content: counter(page); font: 9pt Palatino, P052, Georgia, serif; color: #6b5a65; }
}
@page :first { @bottom-center { content: none; } }
@media print {
  :root { color-scheme: light; --paper: #fff; --card: #fff; --ink: #2b1f28; }
  body { font-size: 11pt; line-height: 1.5; }
  .cover { min-height: 0; height: 173mm; padding: 0; border: 1.5pt double var(--line); border-radius: 3mm; }
  .jar { width: 42mm; }
  h1 { font-size: 30pt; }
  .names { font-size: 17pt; }
  .span { font-size: 12pt; }
  main { max-width: none; padding: 0; }
  section, .blank { break-before: page; }
  h2 { margin: 0 0 9mm; padding-top: 6mm; font-size: 22pt; break-after: avoid; }
  article { margin: 0 0 7mm; padding: 0; border: 0; break-inside: avoid; }
  article.long { break-inside: auto; }
  h3 { font-size: 9pt; break-after: avoid; }
  .words { margin-top: .8mm; orphans: 3; widows: 3; }
  .reply { margin-top: 1.5mm; }
  .blank { padding-top: 55mm; }
}
"""
