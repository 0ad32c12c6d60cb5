/// The style of every document, in one place. Colours are variables: a light set, a dark one for
/// screens; paper is always light. Each text colour has a contrast of 4.5 or more on each ground that it
/// stands on, each line and area of a picture 3 or more (WCAG 2.2 AA); a test computes them.
public enum HTMLStyle {
  /// A named colour in both schemes, `#rrggbb`.
  public struct Colour: Sendable {
    public let name: String
    public let light: String
    public let dark: String
  }

  /// The colours. Flows take theirs from the palette of Okabe and Ito, darkened or lightened to stand
  /// out from their ground; it can be told apart without red or green.
  public static let colours = [
    Colour(name: "ground", light: "#ffffff", dark: "#14181d"),
    Colour(name: "surface", light: "#f3f5f8", dark: "#1d232b"),
    Colour(name: "text", light: "#1f2328", dark: "#e6edf3"),
    Colour(name: "muted", light: "#565f69", dark: "#a3adb8"),
    Colour(name: "rule", light: "#cfd6dd", dark: "#38414c"),
    Colour(name: "link", light: "#0a58a8", dark: "#79b8ff"),
    Colour(name: "sound", light: "#17693a", dark: "#5fd08a"),
    Colour(name: "open", light: "#805000", dark: "#e5ae52"),
    Colour(name: "unsound", light: "#b0171d", dark: "#ff8f88"),
    Colour(name: "neutral", light: "#6b7580", dark: "#8a95a1"),
    Colour(name: "blue", light: "#0068ad", dark: "#56a8e8"),
    Colour(name: "orange", light: "#b86e00", dark: "#eba63c"),
    Colour(name: "green", light: "#007f5f", dark: "#2fb990"),
    Colour(name: "purple", light: "#a8518a", dark: "#d58abb"),
    Colour(name: "vermilion", light: "#c24e00", dark: "#f08247"),
  ]

  /// The whole sheet.
  static let sheet = [
    ":root { color-scheme: light dark; \(variables(\.light)) }",
    "@media screen and (prefers-color-scheme: dark) { :root { \(variables(\.dark)) } }",
    page, blocks, tables, pictures, narrow, paper,
  ].joined(separator: "\n")

  private static func variables(_ scheme: (Colour) -> String) -> String {
    colours.map { "--\($0.name): \(scheme($0));" }.joined(separator: " ")
  }

  private static let page = """
    * { box-sizing: border-box; }
    html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-padding-top: 1rem; }
    body { margin: 0; background: var(--ground); color: var(--text); \
    font: 16px/1.5 system-ui, -apple-system, "Segoe UI", "PingFang SC", "Microsoft YaHei", \
    "Noto Sans CJK SC", sans-serif; }
    body > header, main, body > footer { max-width: 72rem; margin: 0 auto; padding: 0 1.5rem; }
    body > header { padding-top: 2rem; }
    body > footer { padding-top: 1rem; padding-bottom: 3rem; color: var(--muted); \
    font-size: .875rem; border-top: 1px solid var(--rule); margin-top: 3rem; }
    h1 { font-size: 2rem; line-height: 1.2; margin: 0; overflow-wrap: anywhere; }
    h2 { font-size: 1.4rem; line-height: 1.3; margin: 3rem 0 .75rem; padding-top: .75rem; \
    border-top: 2px solid var(--text); }
    h3 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
    p { margin: .5rem 0; max-width: 46rem; }
    a { color: var(--link); }
    a:focus-visible, [tabindex]:focus-visible { outline: 2px solid var(--link); \
    outline-offset: 2px; }
    code, pre { font-family: ui-monospace, "SF Mono", "DejaVu Sans Mono", Consolas, monospace; \
    font-size: .875em; }
    code { overflow-wrap: anywhere; }
    pre { background: var(--surface); padding: .75rem 1rem; overflow-x: auto; margin: .75rem 0; \
    border-radius: 4px; }
    pre code { font-size: .8125rem; overflow-wrap: normal; }
    .subtitle { color: var(--muted); margin: .25rem 0 1.25rem; }
    .skip { position: absolute; left: -100vw; }
    .skip:focus { left: 1rem; top: .5rem; background: var(--ground); padding: .25rem .5rem; }
    """

  private static let blocks = """
    .verdict { border-left: 6px solid; padding: .75rem 1.25rem; background: var(--surface); \
    margin: 0 0 1.5rem; border-radius: 0 4px 4px 0; }
    .verdict-title { font-size: 1.25rem; font-weight: 650; margin: 0; max-width: none; }
    .verdict .sign { display: inline-block; width: 1.4em; }
    .verdict.sound { border-color: var(--sound); }
    .verdict.open, .verdict.stopped { border-color: var(--open); }
    .verdict.unsound { border-color: var(--unsound); background: var(--unsound); \
    color: var(--ground); }
    .sound .verdict-title { color: var(--sound); }
    .open .verdict-title, .stopped .verdict-title { color: var(--open); }
    .verdict ul { margin: .5rem 0; padding-left: 1.25rem; overflow-wrap: anywhere; }
    .cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr)); \
    margin: 0 1px 1.5rem 0; padding: 0 0 1px; }
    .cards div { border: 1px solid var(--rule); margin: 0 -1px -1px 0; padding: .6rem .9rem; }
    .cards dt { color: var(--muted); font-size: .875rem; }
    .cards dd { margin: 0; font-size: 1.1rem; font-weight: 600; \
    font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
    .cards dd .unit { font-size: .875rem; font-weight: 400; color: var(--muted); }
    .cards dd .from { display: block; font-size: .75rem; font-weight: 400; color: var(--muted); }
    nav ol { display: grid; grid-template-columns: repeat(auto-fill, minmax(18rem, 1fr)); \
    gap: 0 2.5rem; margin: 0; padding-left: 1.75rem; font-size: .9375rem; }
    nav li { padding: .1rem 0; }
    .labelled { margin: .5rem 0 1rem; }
    .labelled div { display: grid; grid-template-columns: 11rem 1fr; column-gap: 1rem; \
    padding: .2rem 0; }
    .labelled dt { color: var(--muted); }
    .labelled dd { margin: 0; min-width: 0; overflow-wrap: anywhere; }
    .steps { list-style: none; margin: 1rem 0; padding: 0; columns: 26rem 2; column-gap: 2.5rem; }
    .steps li { position: relative; padding: 0 0 1rem 1.25rem; margin-left: 5px; \
    border-left: 2px solid var(--rule); break-inside: avoid; }
    .steps li::before { content: ""; position: absolute; left: -6px; top: .45rem; width: 10px; \
    height: 10px; border-radius: 50%; background: var(--sound); }
    .steps li.waits::before { background: var(--ground); border: 2px solid var(--open); }
    .steps h3 { margin: 0; font-size: 1rem; }
    .steps .when { color: var(--muted); font-size: .875rem; margin: 0; max-width: none; }
    .steps .labelled { margin: .25rem 0 0; font-size: .875rem; }
    .steps .labelled div { grid-template-columns: 8.5rem 1fr; padding: .1rem 0; }
    .steps p { font-size: .875rem; overflow-wrap: anywhere; }
    .note { color: var(--muted); font-size: .875rem; }
    .tag { display: inline-block; border: 1px solid; border-radius: 3px; padding: 0 .4rem; \
    font-size: .8125rem; white-space: nowrap; }
    .tag.sound { color: var(--sound); }
    .tag.open { color: var(--open); }
    .tag.unsound { color: var(--unsound); }
    """

  private static let tables = """
    .scroll { overflow-x: auto; margin: .75rem 0 1.25rem; }
    table { border-collapse: collapse; min-width: 100%; font-size: .875rem; }
    caption { text-align: left; font-weight: 600; padding: 0 0 .4rem; }
    th, td { text-align: left; vertical-align: baseline; padding: .28rem .75rem .28rem 0; \
    border-bottom: 1px solid var(--rule); font-weight: 400; }
    th:last-child, td:last-child { padding-right: 0; }
    thead th { color: var(--muted); font-size: .8125rem; vertical-align: bottom; \
    border-bottom-color: var(--muted); }
    tfoot th, tfoot td { border-bottom: 0; border-top: 1px solid var(--muted); font-weight: 600; }
    .number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
    .number + .text, .number + .code { padding-left: .75rem; }
    tbody .code { font-family: ui-monospace, "SF Mono", "DejaVu Sans Mono", Consolas, monospace; \
    font-size: .8125rem; overflow-wrap: anywhere; }
    td.entries { color: var(--muted); font-size: .8125rem; font-variant-numeric: tabular-nums; }
    th.entries, td.entries { padding-left: .75rem; }
    """

  private static let pictures = """
    figure { margin: 1rem 0 1.5rem; }
    figure svg { display: block; max-width: 100%; height: auto; }
    figcaption { color: var(--muted); font-size: .875rem; max-width: 46rem; }
    .flows text { fill: var(--text); font: 13px system-ui, -apple-system, \
    "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
    .flows .amount { font-variant-numeric: tabular-nums; }
    .flows text { paint-order: stroke; stroke: var(--ground); stroke-width: 3px; \
    stroke-linejoin: round; }
    .flows .flow { fill-opacity: .38; }
    .flows .flow:hover { fill-opacity: .7; }
    .neutral { fill: var(--neutral); }
    .blue { fill: var(--blue); }
    .orange { fill: var(--orange); }
    .green { fill: var(--green); }
    .purple { fill: var(--purple); }
    .vermilion { fill: var(--vermilion); }
    """

  private static let narrow = """
    @media screen and (max-width: 40rem) {
    body > header, main, body > footer { padding-left: 1rem; padding-right: 1rem; }
    h1 { font-size: 1.5rem; }
    h2 { font-size: 1.25rem; margin-top: 2.25rem; }
    .cards { grid-template-columns: repeat(2, minmax(0, 1fr)); }
    .cards div { padding: .5rem .65rem; }
    .cards dd { font-size: 1rem; }
    .labelled div { grid-template-columns: minmax(0, 1fr); }
    .steps .labelled div { grid-template-columns: 6.5rem 1fr; }
    tbody .text { min-width: 5.5rem; }
    tbody .code { min-width: 11rem; }
    figure .flows, figure .ipo-draw, figure .ipo-lockups { width: 60rem; max-width: none; }
    }
    """

  private static let paper = """
    @media print {
    @page { margin: 16mm 14mm; }
    body { font-size: 10pt; }
    body > header, main, body > footer { max-width: none; padding-left: 0; padding-right: 0; }
    body > header { padding-top: 0; }
    nav, .skip { display: none; }
    a { color: inherit; text-decoration: none; }
    h2 { break-after: avoid; margin-top: 1.5rem; }
    h3, caption, h2 + .note { break-after: avoid; }
    .scroll, pre { overflow: visible; }
    pre { white-space: pre-wrap; overflow-wrap: anywhere; }
    pre code { overflow-wrap: anywhere; }
    thead { display: table-header-group; }
    tr, figure, .steps li, .verdict, .cards div, .labelled div { break-inside: avoid; }
    tbody tr:nth-child(-n+2) { break-before: avoid; }
    tfoot { display: table-row-group; }
    table, td.entries, tbody .code, thead th { font-size: 8.5pt; }
    .steps { columns: 2; }
    .steps .labelled, .steps p { font-size: 8.5pt; }
    .steps .labelled div { grid-template-columns: 6.5rem 1fr; }
    .flows text { font-size: 14px; }
    .verdict, .cards, .cards div, .steps li::before { print-color-adjust: exact; \
    -webkit-print-color-adjust: exact; }
    .flows { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
    }
    """
}
