// Written by `cargo xtask types` from the Rust types. Do not edit.

export type Problem = { 
/**
 * See [`Error::code`].
 */
code: string, 
/**
 * The sentence for the officer.
 */
sentence: string, 
/**
 * The field of [`crate::unit::Unit`] or the id of the figure that the error is about, if any.
 */
field: string | null, };

export type Month = string;

export type Span = string;

export type Amount = string;

export type FigureId = string;

export type TextId = string;

export type Form = { 
/**
 * The id of the form within its notice.
 */
id: string, 
/**
 * The name of the form among those of all notices, in the store: `wanzhou-2022-2/annex2`.
 */
key: string, 
/**
 * The same of the notice's list; empty if it has none.
 */
list_key: string, 
/**
 * The mark above the title (附件2).
 */
mark: string, 
/**
 * The mark in the names of files; with more behind it where another notice has a form of that mark.
 */
file_mark: string, title: string, 
/**
 * The fields under the title.
 */
header: Header, 
/**
 * The fields below the table.
 */
footer: Header, 
/**
 * Whether the page lies on its side.
 */
landscape: boolean, 
/**
 * Whether all of it has to be on one page; otherwise it takes as many as it needs.
 */
one_page: boolean, 
/**
 * The unit of all figures that name none.
 */
unit: string, 
/**
 * How many decimals the figures of a unit have; none where the unit is not named.
 */
decimals: { [key in string]: number }, tables: Array<Table>, 
/**
 * What has to hold between figures.
 */
relations: Array<Relation>, 
/**
 * The notes under the table.
 */
notes: Notes, 
/**
 * The words for the columns, wherever they are named outside the table.
 */
columns: Columns, 
/**
 * How many columns of the grid a quantity spans that the figures of a row share.
 */
across: number, 
/**
 * The notice's calendar.
 */
campaign: Campaign, 
/**
 * The id of the notice.
 */
notice: string, 
/**
 * The edition of the notice.
 */
edition: number, };

export type Header = Array<Field>;

export type Field = { 
/**
 * The label, with its colon.
 */
label: string, is: FieldKind, 
/**
 * The letter by which a typed field is known.
 */
id: TextId | null, 
/**
 * The text of a fixed field.
 */
text: string, };

export type FieldKind = "unit" | "month" | "date" | "person" | "phone" | "fixed" | "text" | "signed";

export type Table = { 
/**
 * Its own title, where a form has several tables.
 */
title: string, 
/**
 * The unit of its figures that name none.
 */
unit: string, columns: Array<Column>, 
/**
 * The sections, in order.
 */
sections: Array<Section>, 
/**
 * The table cell by cell, as it is drawn.
 */
grid: Grid, };

export type Grid = { 
/**
 * The columns of the grid. A column of the form is several of them where the figures of a row share it.
 */
columns: Array<GridColumn>, 
/**
 * The rows of headings, from top to bottom.
 */
headings: Array<Array<GridHeading>>, 
/**
 * The letters and numbers beneath the headings; none if no column has one.
 */
letters: Array<GridHeading>, rows: Array<GridRow>, };

export type GridColumn = { role: Role, measure: string | null, against: Against, decimals: number | null, 
/**
 * How many columns of the grid the column of the form is.
 */
across: number, };

export type GridHeading = { text: string, 
/**
 * The first of the columns that it covers.
 */
column: number, 
/**
 * How many columns it covers.
 */
across: number, 
/**
 * How many rows of headings it covers.
 */
down: number, };

export type GridRow = { 
/**
 * The number by which the row is known.
 */
number: number, kind: RowKind, 
/**
 * How far its text is moved in.
 */
level: number, cells: Array<GridCell>, };

export type GridCell = { 
/**
 * The first of the columns that it covers.
 */
column: number, 
/**
 * How many columns it covers.
 */
across: number, 
/**
 * How many rows it covers.
 */
down: number, content: GridContent, };

export type GridContent = { "is": "text", role: Role, text: string, } | { "is": "typed", id: TextId, } | { "is": "quantity", figure: FigureId, role: Role, } | { "is": "blank" };

export type Column = { heading: string, 
/**
 * The columns under the heading; a column of its own has none.
 */
columns: Array<Column>, 
/**
 * What stands in the column; a heading over several has none.
 */
role: Role | null, 
/**
 * Which figure of a row stands in it. Without one, all of them share the width.
 */
measure: string | null, 
/**
 * The letter or number beneath the heading (甲, 1).
 */
letter: string, 
/**
 * What a difference or a percentage is reckoned against.
 */
against: Against, 
/**
 * The unit of its figures that name none.
 */
unit: string, 
/**
 * The decimals of its figures, or of its percentages.
 */
decimals: number | null, };

export type Role = "section" | "number" | "content" | "unit" | "month" | "total" | "previous" | "last_year" | "difference" | "per_cent" | "text";

export type Against = "previous" | "last_year";

export type Columns = { 
/**
 * 整治项目
 */
section: string, 
/**
 * 序号
 */
number: string, 
/**
 * 整治内容
 */
content: string, 
/**
 * 当月数量
 */
month: string, 
/**
 * 累计数量
 */
total: string, };

export type Section = { 
/**
 * The text of the merged cell; empty where the table has no such column.
 */
title: string, 
/**
 * The unit of its figures that name none.
 */
unit: string, rows: Array<Row>, };

export type Row = { 
/**
 * The number by which the row is known, for ever and in every edition.
 */
number: number, 
/**
 * What stands in its number's column, if it is not that number.
 */
code: string | null, 
/**
 * How far its text is moved in.
 */
level: number, kind: RowKind, 
/**
 * What the row is about. A sentence has an X for each figure.
 */
content: string, 
/**
 * The unit of its figures that name none.
 */
unit: string, 
/**
 * The row whose figures those of this one are a part of.
 */
part_of: number | null, 
/**
 * The kinds of units that leave the row empty.
 */
left_blank_by: Array<UnitKind>, 
/**
 * Its figures, in order. In a table with measures they may be left out: then there is one for each.
 */
figures: Array<Figure>, };

export type RowKind = "figure" | "sum" | "heading";

export type Relation = { 
/**
 * Such as `1=2+3-4`, `2≤1` or `a=b+c`.
 */
says: string, 
/**
 * What the names in it are.
 */
of: RelationOf, 
/**
 * How far the two sides may be apart, as an amount; for roundings.
 */
tolerance: string | null, 
/**
 * Whether the left side is reckoned instead of typed.
 */
derived: boolean, 
/**
 * The relation between single figures, one for each column or row that it holds in.
 */
between: Array<Between>, };

export type RelationOf = "rows" | "columns" | "figures";

export type Between = { left: Array<Term>, sign: Sign, right: Array<Term>, };

export type Sign = "equal" | "atmost" | "atleast";

export type Term = { figure: FigureId, 
/**
 * Whether it is taken away.
 */
minus: boolean, };

export type Figure = { 
/**
 * The row's number, with a, b, c … where the row has several.
 */
id: FigureId, 
/**
 * A short name for messages.
 */
name: string, 
/**
 * The unit it is counted in.
 */
unit: string, 
/**
 * How many decimals it has, if not as many as its unit or column says.
 */
decimals: number | null, 
/**
 * The column it stands in, in a table with measures.
 */
measure: string | null, 
/**
 * The figure that this one is a part of and may not exceed.
 */
part_of: FigureId | null, 
/**
 * The period over which its total is counted.
 */
scope: Scope, 
/**
 * How many columns of the grid its cells span: the figures of a row share the width of the heading.
 */
span: number, 
/**
 * What it is reckoned from, if it is not typed.
 */
sum_of: Array<Term>, };

export type Scope = "campaign" | "year" | "none";

export type Notes = { 
/**
 * 说明：
 */
label: string, 
/**
 * The numbered notes; they are printed one after the other.
 */
items: Array<string>, };

export type Campaign = { 
/**
 * Its name, as an official text writes it.
 */
name: string, 
/**
 * Its name in a sentence of the program, such as 主题活动.
 */
short_name: string, 
/**
 * The first month reported.
 */
first_month: Month, 
/**
 * The last month reported; `None` while the notice sets no end.
 */
last_month: Month | null, 
/**
 * When a month's report is due.
 */
due: Due, 
/**
 * The day on which a month begins: 21 if it runs from the 21st of the month before to the 20th.
 */
month_begins: number, phases: Array<Phase>, };

export type NoticeView = { id: string, edition: number, title: string, 
/**
 * Its number (文号).
 */
number: string, 
/**
 * What the program calls the campaign.
 */
campaign: string, recipient: Recipient, 
/**
 * The kinds of units that report.
 */
kinds: Array<Kind>, papers: Array<Paper>, 
/**
 * The name of the summary that the notice asks for, if it asks for one.
 */
summary: string | null, };

export type NoticePreview = { notice: NoticeView, 
/**
 * The months that are reported, and when each is due, in words.
 */
span: string, 
/**
 * What is otherwise than in the edition that is kept, one sentence each.
 */
changes: Array<string>, forms: Array<Form>, 
/**
 * The pages of its forms, each as an SVG picture.
 */
pages: Array<string>, 
/**
 * Why it cannot be added, if it cannot.
 */
refusal: string | null, };

export type ChosenNotice = { 
/**
 * The notice, where it is the file of one; nothing of blank forms, which are looked over first.
 */
preview: NoticePreview | null, 
/**
 * The draft that they would take the place of.
 */
left: LeftDraft | null, };

export type LeftDraft = { 
/**
 * The names of its files.
 */
files: Array<string>, 
/**
 * The notice that is changed with it.
 */
of: string | null, };

export type NoticeReview = { 
/**
 * The names of its files.
 */
files: Array<string>, fields: Array<ReviewField>, kinds: Array<ReviewKind>, forms: Array<ReviewForm>, doubts: Array<ReviewDoubt>, 
/**
 * How many of them are open.
 */
open: number, 
/**
 * What else was taken from the files, and what was not, a sentence each.
 */
remarks: Array<string>, 
/**
 * What it would be refused for.
 */
problem: ReviewProblem | null, 
/**
 * The notice that is changed with it.
 */
changes: NoticeOfDraft | null, 
/**
 * The notice that it would be a second of.
 */
same: NoticeOfDraft | null, can_undo: boolean, can_redo: boolean, };

export type ConfirmedNotice = { 
/**
 * The key of its first form.
 */
form: string, 
/**
 * What was made.
 */
sentence: string, };

export type FilledMonth = { 
/**
 * The key of the form.
 */
form: string, 
/**
 * The figure, if it is typed itself.
 */
figure: FigureId | null, month: Month, name: string, };

export type NoticeOfDraft = { id: string, title: string, 
/**
 * Its newest edition.
 */
edition: number, 
/**
 * Whether anything but the unit is recorded with it.
 */
has_records: boolean, 
/**
 * Whether it can be taken up as a draft.
 */
can_be_changed: boolean, };

export type ReviewField = { field: NoticeField, label: string, hint: string, text: string, 
/**
 * What it says while it is empty.
 */
stand_in: string, is_asked: boolean, place: Place | null, };

export type ReviewKind = { id: UnitKind, name: string, };

export type ReviewForm = { mark: string, title: string, title_place: Place | null, 
/**
 * As it is drawn; `None` where it contradicts itself too much for that.
 */
shown: Form | null, rows: Array<ReviewRow>, columns: Array<ReviewColumn>, 
/**
 * What adds up, a line each.
 */
relations: string, };

export type ReviewRow = { number: number, 
/**
 * What stands in the column of its number.
 */
code: string, content: string, is_heading: boolean, place: Place | null, left_blank_by: Array<UnitKind>, figures: Array<ReviewFigure>, };

export type ReviewFigure = { id: FigureId, name: string, unit: string, decimals: number, part_of: FigureId | null, scope: Scope, 
/**
 * Whether it has a column of its own.
 */
in_column: boolean, };

export type ReviewColumn = { table: number, 
/**
 * Counted from 0 in its table.
 */
column: number, 
/**
 * Its heading with those over it.
 */
called: string, heading: string, role: Role | null, 
/**
 * What else it may be.
 */
roles: Array<Role>, };

export type ReviewDoubt = { question: string, readings: Array<ReviewReading>, places: Array<Place>, form: number | null, figures: Array<FigureId>, 
/**
 * What is asked of the notice itself.
 */
fields: Array<NoticeField>, about: ReviewMatter, 
/**
 * The reading by which it was answered.
 */
answer: number | null, 
/**
 * Whether what it asks about is not as it was read any more.
 */
is_changed: boolean, };

export type ReviewMatter = "unit" | "decimals" | "part_of" | "columns" | "relations" | "other";

export type ReviewReading = { 
/**
 * Empty where nothing was read.
 */
value: string, because: string, 
/**
 * What choosing it comes to, where that is not what one would think.
 */
hint: string, 
/**
 * Whether choosing it is enough.
 */
can_be_chosen: boolean, };

export type ReviewProblem = { sentence: string, form: number | null, row: number | null, field: NoticeField | null, 
/**
 * The month in which a figure would have to be emptied first.
 */
filled: FilledMonth | null, };

export type NoticeField = "title" | "number" | "issuer" | "campaign" | "short_name" | "kinds" | "first_month" | "last_month" | "due" | "month_begins" | "office" | "address" | "contact" | "phones";

export type Correction = { "what": "answer", doubt: number, question: string, reading: number, } | { "what": "notice", field: NoticeField, text: string, } | { "what": "mark", form: number, text: string, } | { "what": "title", form: number, text: string, } | { "what": "content", form: number, row: number, text: string, } | { "what": "heading", form: number, row: number, is_heading: boolean, } | { "what": "leave_out", form: number, row: number, } | { "what": "figures", form: number, row: number, units: Array<string>, } | { "what": "left_blank", form: number, row: number, by: Array<UnitKind>, } | { "what": "name", form: number, figure: FigureId, text: string, } | { "what": "unit", form: number, figures: Array<FigureId>, text: string, } | { "what": "decimals", form: number, figures: Array<FigureId>, decimals: number, } | { "what": "part_of", form: number, figure: FigureId, whole: FigureId | null, } | { "what": "scope", form: number, figures: Array<FigureId>, scope: Scope, } | { "what": "column_heading", form: number, table: number, column: number, text: string, } | { "what": "column_role", form: number, table: number, column: number, role: Role, } | { "what": "words_column", form: number, table: number, before: number, text: string, } | { "what": "relations", form: number, text: string, };

export type Place = { 
/**
 * Which of the files, counted from 0, and which of its sheets.
 */
file: number, sheet: number, row: number, column: number, 
/**
 * The place as a person finds it: the cell of a workbook, the row and cell of a Word table.
 */
address: string, 
/**
 * The beginning of what stands there.
 */
says: string, };

export type OriginalSheet = { file: number, sheet: number, name: string, 
/**
 * How many columns the widest row has.
 */
across: number, rows: Array<OriginalRow>, 
/**
 * Whether there is more of it than is drawn.
 */
is_cut: boolean, };

export type OriginalRow = { row: number, 
/**
 * Whether it is a line of text and stands in no table.
 */
is_line: boolean, cells: Array<OriginalCell>, };

export type OriginalCell = { column: number, across: number, down: number, text: string, };

export type FormChoice = { 
/**
 * The name of the form among those of all notices.
 */
key: string, 
/**
 * The id of its notice.
 */
notice: string, edition: number, 
/**
 * What the program calls the campaign.
 */
name: string, 
/**
 * The mark of the form.
 */
mark: string, title: string, 
/**
 * The number of the notice.
 */
number: string, 
/**
 * The months that are reported, in words.
 */
span: string, 
/**
 * Whether the unit has begun to fill it in.
 */
begun: boolean, in_hand: boolean, 
/**
 * Whether something of it is late.
 */
late: boolean, 
/**
 * Whether its notice can be removed: nothing but the unit is recorded with it, and it did not come with the program.
 */
removable: boolean, 
/**
 * Whether its notice was read from a blank form, and can be looked over again.
 */
changeable: boolean, 
/**
 * The span that is proposed for continuing its notice: from this month to the end of next year.
 */
renewal: [Month, Month], };

export type ToDo = { 
/**
 * The form that it belongs to.
 */
key: string, 
/**
 * What the program calls the campaign.
 */
name: string, 
/**
 * What has to be sent.
 */
what: string, due: string, 
/**
 * When it is due and how soon that is, as a sentence.
 */
sentence: string, 
/**
 * How soon it is due, in a few words.
 */
near: string, late: boolean, 
/**
 * The month to open; `None` for what is no month's report.
 */
month: Month | null, };

export type Recipient = { 
/**
 * The office, as a letter addresses it.
 */
office: string, 
/**
 * The mail address; empty if the notice gives none.
 */
address: string, contact: Contact | null, };

export type Contact = { name: string, phones: Array<string>, };

export type Kind = { id: UnitKind, 
/**
 * The word on the screen.
 */
name: string, 
/**
 * The word where there is room for more, if it is another.
 */
full_name: string, };

export type Due = { 
/**
 * The day of the month; in a month that is shorter, its last day.
 */
day: number, 
/**
 * Whether it is a day of the month after (次月N日前).
 */
next_month: boolean, 
/**
 * The months of each year, 1 to 12, that are not reported (1月免报).
 */
exempt: Array<number>, };

export type Phase = { 
/**
 * Its name in the notice.
 */
name: string, 
/**
 * Its first day; the notice may give none for the first phase.
 */
first_day: string | null, last_day: string, };

export type UnitKind = string;

export type Unit = { 
/**
 * 填报单位
 */
name: string, 
/**
 * One of the kinds of the notice.
 */
kind: UnitKind, 
/**
 * 填报人
 */
person: string, 
/**
 * 联系电话
 */
phone: string, 
/**
 * The first month recorded in the program; the opening balance stands for all months before it.
 */
first_month: Month, 
/**
 * Whether every total starts again from zero each January, as some bureaus want it.
 */
restart_each_year: boolean, };

export type Entry = { "state": "blank" } | { "state": "value", amount: Amount, 
/**
 * The sum that was typed for it; none if the amount itself was.
 */
terms?: string, } | { "state": "unreadable", text: string, 
/**
 * What is expected instead.
 */
problem: string, } | { "state": "not_applicable" };

export type Adjustment = { 
/**
 * The amount; negative if the total becomes smaller.
 */
amount: Amount, reason: string, };

export type Total = { 
/**
 * 本月止; `None` while no part of it is known.
 */
amount: Amount | null, 
/**
 * 上月止: the opening balance and the months before; `None` while nothing of them is known.
 */
before: Amount | null, 
/**
 * 调整: the amount in the total that is not the month's own figure.
 */
adjustment: Adjustment | null, 
/**
 * The months before this one that belong to the total and are blank.
 */
missing: Array<Month>, 
/**
 * Whether the opening balance belongs to this total and was not entered.
 */
opening_missing: boolean, 
/**
 * The first month whose own figure is counted.
 */
since: Month, };

export type Cell = { 
/**
 * The 当月数量 cell.
 */
month: Entry, 
/**
 * The 累计数量 cell.
 */
total: Total, 
/**
 * The month before, where the form compares with it.
 */
previous?: Amount, 
/**
 * The same month a year before, where the form compares with it.
 */
last_year?: Amount, 
/**
 * How the month compares with them, by the column of the grid that says so.
 */
comparisons?: { [key in number]: string }, };

export type State = "empty" | "draft" | "no_data" | "final" | "sent";

export type Level = "error" | "blank" | "warning";

export type CheckCode = "unreadable" | "blank" | "part_exceeds_whole" | "part_total_exceeds_whole" | "whole_blank" | "far_above_last_month" | "far_below_last_month" | "opening_missing" | "opening_unreadable" | "negative_total" | "months_missing" | "relation_broken" | "total_relation_broken";

export type Check = { 
/**
 * How serious it is.
 */
level: Level, 
/**
 * The code of the finding.
 */
code: CheckCode, 
/**
 * The figure; `None` if the finding is about the month.
 */
figure: FigureId | null, sentence: string, 
/**
 * The written answer to a warning (说明).
 */
explanation: string | null, };

export type Quantity = "month" | "total";

export type Difference = { figure: FigureId, row: number, name: string, unit: string, 
/**
 * 当月数量 or 累计数量.
 */
quantity: Quantity, 
/**
 * The reported amount; `None` if the cell was empty.
 */
reported: Amount | null, 
/**
 * The amount in the records now.
 */
now: Amount | null, };

export type Sheet = { 
/**
 * The edition of the notice that it is drawn from. Reports from before there were editions are of the first.
 */
edition: number, month: Month, month_name: string, 
/**
 * Who reports.
 */
unit: Unit, state: State, 
/**
 * Whether it was deliberately marked 当月无数据.
 */
no_data: boolean, 
/**
 * The number of the report: 0 for the first, then the number of the 更正.
 */
revision: number, 
/**
 * Why there is a 更正.
 */
reason: string | null, finalized_at: string | null, sent_at: string | null, 
/**
 * 填报时间: the day that was set, or the day of the last change; `None` while nothing was entered.
 */
filled_on: string | null, 
/**
 * That day in words, as it is printed; empty if there is none.
 */
filled_on_name: string, 
/**
 * Every figure, in the order of the form.
 */
cells: { [key in FigureId]: Cell }, 
/**
 * What the officer typed that is no figure; none of them is empty.
 */
texts?: { [key in TextId]: string }, checks: Array<Check>, 
/**
 * How many figures have an amount.
 */
filled: number, 
/**
 * How many figures this unit fills in.
 */
to_fill: number, 
/**
 * The differences between the month's last revision and the records.
 */
differences: Array<Difference>, };

export type TracePoint = { month: Month, entry: Entry, 
/**
 * Whether it was deliberately marked 当月无数据.
 */
no_data: boolean, };

export type Trace = { figure: FigureId, 
/**
 * The amount of the last reported month before.
 */
last_month: Amount | null, 
/**
 * The same month's amount a year before.
 */
last_year: Amount | null, 
/**
 * The opening balance that was entered.
 */
opening: Amount | null, 
/**
 * The last twelve months including the month in hand; fewer near the start.
 */
months: Array<TracePoint>, };

export type NextStep = "finalize" | "print" | "attach" | "export" | "send" | "mark_sent" | "correct" | "nothing";

export type RailMonth = { month: Month, 
/**
 * The month in words.
 */
name: string, 
/**
 * How far it is.
 */
state: State, 
/**
 * The state in words, with what is left to do.
 */
label: string, 
/**
 * Whether every figure is filled, or there is none to fill.
 */
complete: boolean, 
/**
 * Which report of the month it is: 0 the first, then the number of the 更正.
 */
revision: number, 
/**
 * The next step on the way to the bureau.
 */
next_step: NextStep, 
/**
 * The label of the button for the next step.
 */
next_label: string, 
/**
 * A hint about the next step, as a sentence; empty if the button says enough.
 */
next_hint: string, 
/**
 * The steps from 定稿 to 已报送, while the month is final and not sent.
 */
steps: Array<SendingStep>, 
/**
 * The path of the draft of its letter, until it was sent.
 */
draft: string | null, 
/**
 * A warning that the draft or the files of its letter contain an outdated scan.
 */
stale: string | null, 
/**
 * The scan of its sealed page, while it can be replaced.
 */
scan: DocumentName | null, 
/**
 * A warning that it may have been sent, if a delivery ended without an answer.
 */
doubt: string | null, 
/**
 * Past its due day, never sent, and still expected.
 */
late: boolean, 
/**
 * Whether the month has not begun yet.
 */
ahead: boolean, 
/**
 * When it is due and how soon that is, as a sentence; once it was sent: when, or that a 更正 still has to
 * be sent.
 */
due: string, };

export type AlsoDue = { name: string, 
/**
 * The due day and how soon it is, as a sentence.
 */
due: string, 
/**
 * How soon it is due, in a few words.
 */
near: string, 
/**
 * Past its due day.
 */
late: boolean, };

export type StepState = "ahead" | "begun" | "done" | "skipped";

export type SendingStep = { step: NextStep, label: string, state: StepState, 
/**
 * The state in words; empty if nothing was done.
 */
said: string, };

export type Zoom = { percent: number, 
/**
 * Whether a larger size exists.
 */
can_grow: boolean, 
/**
 * Whether a smaller size exists.
 */
can_shrink: boolean, };

export type Letter = { 
/**
 * The recipient's name.
 */
recipient: string, 
/**
 * The recipient's mail address.
 */
address: string, 
/**
 * The subject, on one line.
 */
subject: string, text: string, };

export type LetterTemplate = { subject: string, text: string, };

export type LetterFile = { name: string, size: string, };

export type LetterFiles = { 
/**
 * The files, each with its size.
 */
files: Array<LetterFile>, 
/**
 * Their number and total size, in words.
 */
total: string, };

export type SendingSettings = { 
/**
 * The template in use.
 */
template: LetterTemplate, 
/**
 * The program's own template.
 */
usual_template: LetterTemplate, 
/**
 * The placeholders that a template may contain.
 */
placeholders: Array<string>, 
/**
 * How many days before a due day the officer is reminded; 0 for never.
 */
remind_days: number, most_remind_days: number, 
/**
 * The largest file in bytes that may be dropped on the page.
 */
most_file_bytes: number, };

export type SentLine = { month: Month, month_name: string, 
/**
 * The due day in words.
 */
due: string, 
/**
 * The number of the report; `None` if the month has none.
 */
revision: number | null, 
/**
 * 首次报表 or 更正 with its number; the state of the month if it has no report.
 */
report: string, 
/**
 * When it became final and who filled it in, in words.
 */
finalized: string, reason: string, 
/**
 * When it was sent, in words; empty if it was not.
 */
sent: string, 
/**
 * The means by which it was sent.
 */
how: string, recipient: string, 
/**
 * How late it was sent, or how late it is now.
 */
late: string, 
/**
 * Its files; for a sent report, those that existed when it was sent.
 */
files: Array<DocumentName>, 
/**
 * The scan of its sealed page.
 */
scan: DocumentName | null, };

export type ChangedFigure = { figure: FigureId, row: number, name: string, 
/**
 * 当月数量 or 累计数量.
 */
quantity: Quantity, 
/**
 * The recorded amount; empty for a blank.
 */
recorded: string, 
/**
 * The content of the file, with a word in brackets if it is hidden or crossed out; empty for a blank.
 */
found: string, };

export type FileFinding = "genuine" | "draft" | "unrecorded" | "changed";

export type Verdict = { finding: FileFinding, 
/**
 * The unit's name.
 */
unit: string, 
/**
 * The month; `None` for the project list.
 */
month: Month | null, 
/**
 * The number of the month's report.
 */
revision: number, 
/**
 * The name of the document in words.
 */
name: string, 
/**
 * The verdict as a sentence.
 */
sentence: string, 
/**
 * The figures that differ from the record, if there is one.
 */
changed: Array<ChangedFigure>, 
/**
 * The differences in words: figures first, then texts, lines and sheets; if there are many, the number
 * of the rest.
 */
changes: Array<string>, };

export type Overview = { 
/**
 * Who reports; `None` before the first start is finished.
 */
unit: Unit | null, 
/**
 * The unit as it was entered for another form, before the first start of the one in hand.
 */
known_unit: Unit | null, 
/**
 * Whether that was for a form of the same notice, so that all of it holds for this one too.
 */
is_known_beside: boolean, 
/**
 * Every month from the unit's first to the campaign's last.
 */
months: Array<RailMonth>, 
/**
 * The month to open first: the current one; after the campaign, the first that is not filled.
 */
current: Month, 
/**
 * Where the data is kept.
 */
folder: string, 
/**
 * Other things that are due besides the months: the list of projects and the summary.
 */
also_due: Array<AlsoDue>, 
/**
 * A sentence that the campaign is over and no report is expected any more; `None` before that.
 */
over: string | null, 
/**
 * What undo would reverse, in words; `None` if there is nothing.
 */
undo: string | null, 
/**
 * What redo would repeat, in words; `None` if there is nothing.
 */
redo: string | null, 
/**
 * A description of the data that is only looked at; `None` for the officer's own data.
 */
looking: string | null, 
/**
 * Whether the panel next to the form is folded; `None` if nobody has chosen yet.
 */
panel_folded: boolean | null, };

export type MonthView = { 
/**
 * The month.
 */
sheet: Sheet, 
/**
 * The figure in hand, if one is.
 */
trace: Trace | null, };

export type SavedMonth = { 
/**
 * The month.
 */
sheet: Sheet, 
/**
 * The figure in hand, if one is.
 */
trace: Trace | null, 
/**
 * What the window shows around the form.
 */
overview: Overview, 
/**
 * The operation that saved the last of the texts; `None` if it was the same already.
 */
operation: number | null, };

export type Opening = { 
/**
 * The last month that it covers.
 */
through: Month, 
/**
 * That month in words.
 */
through_name: string, 
/**
 * Every figure of the form.
 */
entries: { [key in FigureId]: Entry }, 
/**
 * Whether the newest change of this sitting is one of the opening balance and can be undone.
 */
can_undo: boolean, 
/**
 * Whether the last undone change is one of the opening balance and can be redone.
 */
can_redo: boolean, };

export type SavedOpening = { 
/**
 * The opening balance.
 */
opening: Opening, 
/**
 * The operation that saved the cells; `None` if they had these texts already.
 */
operation: number | null, };

export type Undone = { 
/**
 * What happened, as a sentence.
 */
sentence: string, 
/**
 * The month to show, if the change was in one.
 */
month: Month | null, 
/**
 * The first figure to show, if the change was in one.
 */
figure: FigureId | null, 
/**
 * The first project to show, if the change was in the project list.
 */
project: number | null, };

export type ProjectForm = { 
/**
 * The id of the list within its notice.
 */
id: string, 
/**
 * The name of the list among those of all notices, in the store.
 */
key: string, 
/**
 * The mark above the title (附件3).
 */
mark: string, 
/**
 * The mark in the names of files; with more behind it where another notice has a form of that mark.
 */
file_mark: string, title: string, 
/**
 * Its name in a sentence of the program, such as 项目清单.
 */
name: string, 
/**
 * The fields under the title.
 */
header: Header, 
/**
 * The headings of the columns.
 */
columns: ProjectColumns, 
/**
 * The least number of numbered rows that are printed.
 */
least_rows: number, 
/**
 * The notes under the table.
 */
notes: Notes, 
/**
 * The day by which the first list is due.
 */
due: string | null, 
/**
 * The id of the notice.
 */
notice: string, 
/**
 * The edition of the notice.
 */
edition: number, };

export type ProjectColumns = { 
/**
 * 序号
 */
number: string, 
/**
 * 实施主体
 */
by: string, 
/**
 * 建设规模
 */
scale: string, 
/**
 * 资金来源
 */
funds: string, 
/**
 * 完成时限
 */
due: string, };

export type ProjectField = "by" | "scale" | "funds" | "due";

export type ProjectRow = { 
/**
 * The number by which the store identifies it.
 */
id: number, 
/**
 * 序号
 */
number: number, 
/**
 * 实施主体
 */
by: string, 
/**
 * 建设规模
 */
scale: string, 
/**
 * 资金来源
 */
funds: string, 
/**
 * 完成时限, in the office's words.
 */
due: string, 
/**
 * The last day that these words allow.
 */
due_on: string | null, 
/**
 * The day on which it was marked 已完成.
 */
done_on: string | null, 
/**
 * Whether it is past its last day and not done.
 */
overdue: boolean, 
/**
 * A remark about its time: 逾期 3 天. Empty if there is nothing to say.
 */
remark: string, 
/**
 * What happened to it since the list was sent last; `None` if no list was sent or it is unchanged.
 */
fate: Fate | null, 
/**
 * The fields that are empty.
 */
missing: Array<ProjectField>, };

export type ProjectSheet = { unit: Unit, 
/**
 * 填报时间: the day of the last change.
 */
filled_on: string | null, 
/**
 * That day in words; empty if there is none.
 */
filled_on_name: string, 
/**
 * Every project, in order.
 */
rows: Array<ProjectRow>, done: number, overdue: number, 
/**
 * How many projects have an empty field.
 */
incomplete: number, 
/**
 * The list sent last.
 */
sent: SentMark | null, 
/**
 * The changes since then.
 */
difference: Array<ListDifference>, 
/**
 * All former texts of 实施主体, as suggestions.
 */
known_by: Array<string>, 
/**
 * All former texts of 资金来源, as suggestions.
 */
known_funds: Array<string>, };

export type SentMark = { 
/**
 * The number of the list, 1 for the first.
 */
number: number, 
/**
 * The day on which it was sent, in words.
 */
on: string, 
/**
 * Whether nothing has changed since, not even the order.
 */
unchanged: boolean, };

export type Fate = "new" | "changed" | "done" | "dropped";

export type FieldChange = { field: ProjectField, before: string, after: string, };

export type ListDifference = { id: number, 
/**
 * Its 序号 in the newer of the two lists that contain it.
 */
number: number, fate: Fate, 
/**
 * 实施主体, to recognise the project.
 */
by: string, 
/**
 * 建设规模, to recognise the project.
 */
scale: string, 
/**
 * The texts that have changed.
 */
changes: Array<FieldChange>, };

export type Arrival = { "status": "new" } | { "status": "double", 
/**
 * Where the other one is, as a sentence.
 */
reason: string, } | { "status": "unreadable", 
/**
 * What is wrong, as a sentence.
 */
reason: string, };

export type ImportRow = { 
/**
 * Its line number in the file, from 1.
 */
line: number, 
/**
 * 实施主体
 */
by: string, 
/**
 * 建设规模
 */
scale: string, 
/**
 * 资金来源
 */
funds: string, 
/**
 * 完成时限
 */
due: string, } & ({ "status": "new" } | { "status": "double", 
/**
 * Where the other one is, as a sentence.
 */
reason: string, } | { "status": "unreadable", 
/**
 * What is wrong, as a sentence.
 */
reason: string, });

export type ImportPlan = { 
/**
 * The name of the sheet that was read; empty for a text file.
 */
sheet: string, 
/**
 * Every line below the headings that holds anything.
 */
rows: Array<ImportRow>, 
/**
 * How many lines are imported.
 */
new: number, 
/**
 * How many lines are skipped because their projects are there already.
 */
double: number, 
/**
 * How many lines cannot be read.
 */
unreadable: number, 
/**
 * Remarks for the officer, one sentence each: merged cells, formulas, missing headings.
 */
remarks: Array<string>, };

export type SavedProject = { 
/**
 * The new project, if the text was typed into the blank row below the last one.
 */
id: number | null, 
/**
 * The list as it stands now.
 */
sheet: ProjectSheet, 
/**
 * What the window shows around the list.
 */
overview: Overview, 
/**
 * The operation that changed a text of an existing project.
 */
operation: number | null, };

export type TotalPolicy = "months" | "opening" | "old";

export type Choices = { 
/**
 * The months that were given for sheets, by the number of the sheet.
 */
months: Array<[number, Month]>, 
/**
 * The numbers of the sheets that are left out.
 */
left_out: Array<number>, 
/**
 * Which totals are right if an old total does not match its months.
 */
totals: TotalPolicy | null, };

export type SheetStatus = "ready" | "same" | "left_out" | "empty" | "copy" | "blocked";

export type FigureStatus = "new" | "same" | "replaces" | "kept" | "blank" | "not_filled" | "unreadable";

export type PlannedFigure = { figure: FigureId, row: number, name: string, unit: string, 
/**
 * The text that was read; empty for a blank, the original text if it cannot be read.
 */
read: string, 
/**
 * The text in the records.
 */
recorded: string, 
/**
 * The total in the old sheet.
 */
old_total: string, 
/**
 * The total after the import.
 */
total: string, status: FigureStatus, 
/**
 * The status in words.
 */
label: string, 
/**
 * A remark; empty for most figures.
 */
remark: string, };

export type PlannedSheet = { 
/**
 * Its number, which the officer's choices refer to.
 */
number: number, file: string, 
/**
 * The name on the tab; empty for a text file.
 */
sheet: string, 
/**
 * The month, if it is known.
 */
month: Month | null, 
/**
 * The month in words; empty if it is not known.
 */
month_name: string, status: SheetStatus, 
/**
 * The status in words.
 */
label: string, 
/**
 * Why it blocks the import or is left out, as a sentence.
 */
problem: string | null, 
/**
 * Remarks for the officer, one sentence each.
 */
remarks: Array<string>, 
/**
 * Every figure, in the order of the form.
 */
figures: Array<PlannedFigure>, 
/**
 * How many figures are new.
 */
new: number, 
/**
 * How many figures replace a record.
 */
replaced: number, };

export type TotalConflict = { month: Month, month_name: string, figure: FigureId, row: number, name: string, unit: string, 
/**
 * The total in the old sheet.
 */
old_total: Amount, 
/**
 * The sum of the total before and the month's own figure.
 */
computed: Amount, 
/**
 * How much larger the old total is; negative if it is smaller.
 */
difference: Amount, 
/**
 * Whether the difference may be the opening balance, because nothing is known of the months before.
 */
is_opening: boolean, 
/**
 * Earlier months without a figure, which may explain the difference.
 */
missing: Array<string>, 
/**
 * A possible explanation in words; empty if there is none.
 */
remark: string, };

export type OfferedPolicy = { trust: TotalPolicy, 
/**
 * A description of its effect.
 */
label: string, 
/**
 * Whether it is most likely the right one.
 */
suggested: boolean, };

export type MonthsPlan = { 
/**
 * Every sheet that contains the form, in the order of the files.
 */
sheets: Array<PlannedSheet>, 
/**
 * Every old total that does not match its months.
 */
conflicts: Array<TotalConflict>, 
/**
 * The choices if there are such totals.
 */
offered: Array<OfferedPolicy>, 
/**
 * The officer's choice.
 */
totals: TotalPolicy | null, 
/**
 * What is imported, as a sentence.
 */
summary: string, 
/**
 * Other changes, one sentence each.
 */
remarks: Array<string>, 
/**
 * What has to be done first, as a sentence; `None` if the import is possible.
 */
problem: string | null, };

export type Preview = { 
/**
 * The pages, each as an SVG picture.
 */
pages: Array<string>, 
/**
 * Why it cannot be printed now, if it cannot.
 */
refusal: string | null, };

export type Sending = { at: string, 
/**
 * The means, such as 邮件.
 */
how: string, recipient: string, };

export type DocumentName = { name: string, 
/**
 * The SHA-256 of its bytes, in hexadecimal.
 */
digest: string, };

export type ChangedMonth = { month: Month, 
/**
 * The month in words.
 */
name: string, 
/**
 * Final or sent; a draft if it was reopened.
 */
state: State, 
/**
 * The number of the last revision.
 */
revision: number, 
/**
 * The reported quantities and what they should be now.
 */
differences: Array<Difference>, };

export type ToldChange = { counting: Array<Counting>, 
/**
 * What closed months said and what they come to now, and what to do.
 */
closed: Array<string>, };

export type HistoryLine = { 
/**
 * The number of the operation that the change belongs to.
 */
operation: number, 
/**
 * The time, to the second.
 */
at: string, 
/**
 * The time in words.
 */
moment: string, 
/**
 * The person who filled in the form.
 */
person: string, 
/**
 * The operation in words.
 */
action: string, 
/**
 * The month, if the change belongs to one.
 */
month: Month | null, month_name: string, 
/**
 * The figure, if the change belongs to one.
 */
figure: FigureId | null, subject: string, 
/**
 * The text before; empty if there was none.
 */
before: string, 
/**
 * The text after; empty if there is none.
 */
after: string, };

export type Mark = "gap" | "wrong" | "jump_up" | "jump_down" | "broken_carry" | "differs" | "adjusted";

export type MatrixMonth = { month: Month, 
/**
 * The month in words.
 */
name: string, state: State, 
/**
 * The state in words.
 */
label: string, };

export type MatrixCell = { 
/**
 * 当月数量
 */
entry: Entry, 
/**
 * 累计数量
 */
total: Amount | null, 
/**
 * The month's 累计调整.
 */
adjustment: Amount | null, 
/**
 * The marks of the cell.
 */
marks: Array<Mark>, };

export type MatrixRow = { figure: FigureId, row: number, name: string, unit: string, 
/**
 * The opening balance, if any.
 */
opening: Amount | null, 
/**
 * Whether the opening balance is required for its totals and was not entered.
 */
opening_missing: boolean, 
/**
 * One cell for each month.
 */
cells: Array<MatrixCell>, };

export type MarkMeaning = { mark: Mark, 
/**
 * The character in the cell.
 */
sign: string, 
/**
 * What the character means.
 */
meaning: string, };

export type Matrix = { 
/**
 * The months from the unit's first to the last that has begun or has records.
 */
months: Array<MatrixMonth>, 
/**
 * The figures, in the order of the form.
 */
rows: Array<MatrixRow>, 
/**
 * The sign and the meaning of each mark.
 */
legend: Array<MarkMeaning>, };

export type Standing = "recorded" | "empty" | "no_data" | "before_start" | "ahead";

export type SummaryMonth = { month: Month, 
/**
 * The month in words.
 */
name: string, standing: Standing, state: State, 
/**
 * Whether a report of it was sent, even if the month was reopened since.
 */
was_sent: boolean, };

export type YearTotal = { year: number, amount: Amount, };

export type BestMonth = { month: Month, 
/**
 * The month in words.
 */
name: string, amount: Amount, };

export type Comparison = { 
/**
 * What the span is compared with, in words.
 */
name: string, 
/**
 * Whether the earlier months are the same months of the year before.
 */
year_before: boolean, 
/**
 * The earlier total.
 */
before: Amount, 
/**
 * How much larger the total is now; negative if it is smaller.
 */
difference: Amount, 
/**
 * The change in words: 增加 12（10.5%）.
 */
words: string, };

export type SummaryLine = { figure: FigureId, row: number, name: string, unit: string, part_of: FigureId | null, 
/**
 * Whether the unit fills in the figure at all.
 */
applies: boolean, 
/**
 * The entry of each month of the span.
 */
entries: Array<Entry>, 
/**
 * The total at the end of each month; `None` if nothing is known yet or the month is not counted.
 */
running: Array<Amount | null>, 
/**
 * The total of the span, or of its last year for a yearly figure; `None` if nothing is known.
 */
total: Amount | null, 
/**
 * The total of each year, for a yearly figure in a span of more than one year.
 */
years: Array<YearTotal>, 
/**
 * The opening balance, if it is a part of the total.
 */
opening: Amount | null, 
/**
 * The sum of the adjustments in the total.
 */
adjustment: Amount | null, 
/**
 * The month with the largest amount above zero; the earliest if there are several.
 */
best: BestMonth | null, 
/**
 * The counted months without an amount.
 */
missing: Array<Month>, 
/**
 * The change since the same months of the year before, or else since the same number of months just
 * before; `None` if either side is not completely known.
 */
compared: Comparison | null, 
/**
 * A remark about the total, in words; empty if there is none.
 */
remark: string, };

export type SummarySection = { title: string, 
/**
 * Its figures, in order.
 */
lines: Array<SummaryLine>, };

export type Summary = { span: Span, 
/**
 * The span in words.
 */
name: string, 
/**
 * The part of the span that is counted, in words; the whole span once it is over.
 */
counted: string, unit: Unit, 
/**
 * The months of the span up to the last that is counted; all of them if none is.
 */
months: Array<SummaryMonth>, 
/**
 * The figures, by section of the form.
 */
sections: Array<SummarySection>, };

export type Heading = "situation" | "measures" | "results" | "problems" | "plans";

export type Sentence = { 
/**
 * The sentence, with its full stop or semicolon.
 */
text: string, 
/**
 * The figures whose numbers or gaps are in the sentence.
 */
figures: Array<FigureId>, };

export type HeadingText = { heading: Heading, 
/**
 * The heading in words, with its number.
 */
title: string, 
/**
 * The text: the officer's own, or else the facts.
 */
text: string, 
/**
 * Whether the text is the officer's own.
 */
own: boolean, 
/**
 * Whether there are facts for it.
 */
has_facts: boolean, 
/**
 * The sentences of the facts that have changed since the officer wrote, where the officer's own words replace
 * them or where they are new. Sentences that the officer left unchanged have already been updated.
 */
changed: Array<Sentence>, 
/**
 * Whether there is neither an own text nor any facts.
 */
empty: boolean, };

export type SpanChoice = { span: Span, name: string, };

export type MonthCell = { 
/**
 * The amount, or one word for why there is none.
 */
text: string, 
/**
 * Whether it should have an amount but has none.
 */
missing: boolean, };

export type SummaryTableLine = { figure: FigureId, 
/**
 * Its row, name and unit.
 */
name: string, 
/**
 * Whether it has a chart.
 */
applies: boolean, total: string, 
/**
 * The texts of the columns between the name and the months.
 */
words: Array<string>, months: Array<MonthCell>, };

export type SummaryTableSection = { title: string, lines: Array<SummaryTableLine>, };

export type SummaryTable = { 
/**
 * The headings of the columns: the name, the texts, and the months.
 */
headings: Array<string>, 
/**
 * The lines, grouped by section of the form.
 */
sections: Array<SummaryTableSection>, };

export type OtherWords = { span: Span, sentence: string, };

export type SummaryPage = { summary: Summary, 
/**
 * The figures as a table of texts.
 */
table: SummaryTable, 
/**
 * The five headings, in order.
 */
headings: Array<HeadingText>, 
/**
 * The headings without a text, as half a sentence; empty if there are none.
 */
unwritten: string, 
/**
 * Other spans whose texts could be copied to those headings.
 */
others: Array<OtherWords>, 
/**
 * The spans to choose from, besides freely chosen months.
 */
spans: Array<SpanChoice>, 
/**
 * When it is due at the bureau, in words.
 */
due: string, };

export type WrittenSummary = { page: SummaryPage, 
/**
 * What the window shows around it.
 */
overview: Overview, 
/**
 * The operation that saved the text; `None` if it was the same already.
 */
operation: number | null, };

export type CopyMark = "plain" | "before_restore" | "before_upgrade";

export type Backup = { 
/**
 * Where it is, as it is shown; a name with unknown characters is not shown whole.
 */
path: string, 
/**
 * The name of the file.
 */
name: string, 
/**
 * Whether the backup is in the second place.
 */
second: boolean, 
/**
 * When it was made, as the officer reads it.
 */
made: string, 
/**
 * Why it was made.
 */
mark: CopyMark, 
/**
 * Why it was made, in words; nothing for an ordinary one.
 */
label: string, 
/**
 * What is in it, as a sentence.
 */
content: string, 
/**
 * Whether the backup can be read.
 */
readable: boolean, };

export type SecondPlace = { path: string, 
/**
 * Whether the place exists now: for example, the stick is plugged in.
 */
there: boolean, };

export type Kept = { 
/**
 * Every backup, newest first.
 */
backups: Array<Backup>, 
/**
 * The second place, if there is one.
 */
second: SecondPlace | null, };

export type BackedUp = { 
/**
 * What was done, as a sentence; `None` if nothing was done.
 */
sentence: string | null, 
/**
 * What went wrong, one sentence for each place.
 */
problems: Array<string>, };

export type HandoverFile = { path: string, 
/**
 * What is not in it, as a sentence.
 */
problem: string | null, };

export type MonthDifference = { month: Month, 
/**
 * How it would change, as a sentence.
 */
sentence: string, };

export type RestoreDifference = { 
/**
 * The months that would change.
 */
months: Array<MonthDifference>, 
/**
 * The other things that would change, one sentence each: 单位资料, 期初累计, 项目清单.
 */
others: Array<string>, };

export type BackupPreview = { backup: Backup, difference: RestoreDifference, };

export type Restored = { 
/**
 * The backup that was restored.
 */
backup: Backup, 
/**
 * Where the previous state was saved; restoring that file undoes the restore. `None` if nothing was entered.
 */
set_aside: string | null, 
/**
 * Where the damaged data file is kept, if there was one.
 */
damaged: string | null, 
/**
 * The files that the restored records name and that are neither here nor beside the backup, each with what happened.
 */
lost: Array<string>, };

export type Topic = "folder" | "location" | "space" | "data" | "files" | "journal" | "clock" | "backups" | "second_place" | "fonts";

export type Health = "good" | "notice" | "bad";

export type Finding = { topic: Topic, health: Health, 
/**
 * What was found and, unless it is good, what to do.
 */
sentence: string, };

export type Security = "tls" | "starttls";

export type Service = { 
/**
 * Its word on the command line and in the page.
 */
word: string, name: string, 
/**
 * The domain of its addresses; `None` if every customer has their own.
 */
domain: string | null, 
/**
 * The server for outgoing mail.
 */
host: string, 
/**
 * The port; with TLS from the first byte on.
 */
port: number, };

export type MailServer = { host: string, port: number, 
/**
 * How the connection is encrypted.
 */
security: Security, 
/**
 * The officer's own address, with which they sign in.
 */
address: string, };

export type MailSettings = { 
/**
 * The mail providers whose servers are known.
 */
services: Array<Service>, 
/**
 * The server, if sending directly is turned on.
 */
server: MailServer | null, 
/**
 * The word of the provider whose server that is, if it is a known one.
 */
service: string | null, 
/**
 * Whether the system's keyring holds its code.
 */
code_kept: boolean, 
/**
 * Whether there is a keyring that can keep a code.
 */
has_keyring: boolean, };

export type Stage = { sentence: string, 
/**
 * Whether the sending can still be cancelled.
 */
can_be_cancelled: boolean, };

export type Sent = { 
/**
 * The address that the letter was sent to.
 */
recipient: string, 
/**
 * The kept files that were in the letter.
 */
documents: Array<DocumentName>, };

export type Side = "reporting" | "collation";

export type Sides = { in_hand: Side, has_other: boolean, };

export type MemberId = number;

export type ReportRef = string;

export type Grade = "forced" | "verify" | "hint";

export type ReportStanding = "missing" | "waiting" | "accepted" | "returned" | "exempt";

export type Question = { grade: Grade, 
/**
 * The unit's name; nothing where it is not known.
 */
unit: string | null, month: Month | null, figure: FigureId | null, 
/**
 * The report or the list, by which it is accepted, excluded or assigned; the file as a whole where it holds none.
 */
report: ReportRef | null, file: string, sheet: string, cell: string, found: string, expected: string, sentence: string, 
/**
 * What makes it one of several that are told in one line.
 */
alike: Alike | null, };

export type Outcome = "unplaced" | "waiting" | "adopted" | "scan" | "superseded" | "duplicate";

export type IntakeFile = { name: string, 
/**
 * What it lay in, the outermost first.
 */
within: Array<string>, outcome: Outcome, 
/**
 * The outcome in words.
 */
label: string, 
/**
 * The units and months of its reports and lists.
 */
places: Array<[string, Month]>, 
/**
 * What speaks against it, one sentence each.
 */
sentences: Array<string>, 
/**
 * Whether taking it in changes anything: its bytes are not there yet, or it arrived earlier than was known.
 */
is_new: boolean, };

export type IntakeFolder = { path: string, 
/**
 * Why it cannot be read now, with what to do; `None` if it is there.
 */
problem: string | null, };

export type MemberDraft = { successor: MemberId | null, name: string, kind: UnitKind, aliases: Array<string>, first_month: Month | null, last_month: Month | null, person: string, phone: string, };

export type RegisterPage = { 
/**
 * In the order of the register.
 */
rows: Array<RegisterRow>, 
/**
 * The months that a unit may begin or end with.
 */
months: Array<Month>, 
/**
 * How many are expected in this month.
 */
expected: number, undo: string | null, redo: string | null, };

export type RegisterRow = { unit: MemberId, kind_name: string, 
/**
 * The months for which it reports, in words; empty for all.
 */
months: string, 
/**
 * The name of the unit that reports in its place.
 */
successor_name: string | null, 
/**
 * Whom to call according to its last report that counts, where the register says another.
 */
reported_by: string | null, 
/**
 * Whether it reports in this month.
 */
reports: boolean, successor: MemberId | null, name: string, kind: UnitKind, aliases: Array<string>, first_month: Month | null, last_month: Month | null, person: string, phone: string, };

export type Intake = { files: Array<IntakeFile>, 
/**
 * All of it in one line.
 */
sentence: string, 
/**
 * The months of the files of which nothing but the clerk says when they arrived, each with the day by which it was due.
 */
due: Array<[Month, string]>, };

export type NewMember = { name: string, kind: UnitKind, aliases: Array<string>, first_month: Month | null, last_month: Month | null, person: string, phone: string, };

export type Board = { today: string, month: Month, months: Array<BoardMonth>, 
/**
 * When the month is due and how soon that is.
 */
due: string, due_on: string, expected: number, received: number, on_time: number, accepted: number, waiting: number, closed: boolean, 
/**
 * The names of the units whose report counts though none is expected of them.
 */
unexpected: Array<string>, 
/**
 * The names of the units whose report counts and has figures that are blank in the month.
 */
with_blanks: Array<string>, 
/**
 * The units by kind, in the order of the register.
 */
kinds: Array<BoardKind>, 
/**
 * What could not be read or placed, of no month, and what is asked of project lists, of all months.
 */
tray: Array<BoardQuestion>, 
/**
 * What the units whose first report is of this month had before: it is in no total. A sentence each.
 */
earlier: Array<string>, next: BoardStep, 
/**
 * What undo would reverse, in words.
 */
undo: string | null, redo: string | null, };

export type BoardMonth = { month: Month, expected: number, received: number, 
/**
 * How many units wait for the clerk.
 */
waiting: number, closed: boolean, 
/**
 * Whether it was closed with something else than what counts now.
 */
is_changed: boolean, 
/**
 * Whether collation begins later: the totals have it by what the units stated in their first reports.
 */
is_before: boolean, };

export type BoardKind = { name: string, 
/**
 * How many of them have to report: neither who is exempt nor who is here only because of what came.
 */
expected: number, 
/**
 * How many of those did.
 */
received: number, units: Array<Tile>, };

export type Tile = { unit: MemberId, name: string, standing: ReportStanding, 
/**
 * The standing in words.
 */
label: string, is_late: boolean, is_corrected: boolean, 
/**
 * Whether more than one report of the month came.
 */
is_twice: boolean, 
/**
 * Whether its report counts and its sealed page did not come.
 */
has_no_scan: boolean, 
/**
 * Whom to call.
 */
person: string, phone: string, };

export type BoardStep = "take_in" | "questions" | "remind" | "close" | "send_up" | "correct" | "closed";

export type BoardQuestion = { label: string, 
/**
 * What is said of all that are alike, behind their number.
 */
alike_words: string | null, 
/**
 * Whether it can be said of which unit and month it is; a file in which nothing was found is of none.
 */
can_be_assigned: boolean, 
/**
 * The unit that was read, by its name in the register, and the month.
 */
read_unit: string | null, read_month: Month | null, grade: Grade, 
/**
 * The unit's name; nothing where it is not known.
 */
unit: string | null, month: Month | null, figure: FigureId | null, 
/**
 * The report or the list, by which it is accepted, excluded or assigned; the file as a whole where it holds none.
 */
report: ReportRef | null, file: string, sheet: string, cell: string, found: string, expected: string, sentence: string, 
/**
 * What makes it one of several that are told in one line.
 */
alike: Alike | null, };

export type UnitInHand = { unit: MemberId, month: Month, name: string, kind: string, aliases: Array<string>, person: string, phone: string, standing: ReportStanding, 
/**
 * The standing in words, with what belongs to it.
 */
label: string, 
/**
 * The clerk's reason for what was decided.
 */
reason: string | null, 
/**
 * What was said by telephone.
 */
told: string | null, 
/**
 * The oldest first.
 */
versions: Array<Version>, 
/**
 * The one of them that waits to be chosen.
 */
waiting: ReportRef | null, 
/**
 * The oldest first, with those that were left out.
 */
scans: Array<ReceivedScanLine>, questions: Array<BoardQuestion>, 
/**
 * What was wrong with the report that was sent back, as long as nothing came since.
 */
faults: Array<BoardQuestion>, 
/**
 * Why what came cannot be accepted; a report that can be has none.
 */
refusal: string | null, closed: boolean, 
/**
 * Whether the clerk exempted it, whatever came since.
 */
is_exempt: boolean, 
/**
 * Whether there is something to write to it about what it has to correct or explain.
 */
has_note: boolean, };

export type UnknownName = { name: string, 
/**
 * Whether it becomes an alias of the unit.
 */
becomes_alias: boolean, 
/**
 * The other reports that bear it, which are asked about one by one.
 */
others: Array<ReportRef>, 
/**
 * All of it in words.
 */
words: string, };

export type Version = { report: ReportRef, file: string, 
/**
 * What it lay in, the outermost first.
 */
within: Array<string>, sheet: string, 
/**
 * The sender of its mail; empty for a loose file.
 */
sender: string, 
/**
 * When it arrived, in words.
 */
received_on: string, 
/**
 * Whether a mail server dated it, so that nobody says another day.
 */
dated_by_mail: boolean, 
/**
 * When it was taken in, in words.
 */
taken_at: string, sha256: string, 
/**
 * What became of it, in words.
 */
label: string, 
/**
 * Whether it counts.
 */
counts: boolean, 
/**
 * Why it cannot be accepted.
 */
refusal: string | null, 
/**
 * Why it was left out.
 */
excluded: string | null, };

export type ReceivedScanLine = { 
/**
 * By which it is opened, assigned or left out.
 */
report: ReportRef, 
/**
 * The unit's name; nothing where it is not known.
 */
unit: string | null, month: Month | null, file: string, 
/**
 * What it lay in, the outermost first.
 */
within: Array<string>, 
/**
 * The sender of its mail; empty for a loose file.
 */
sender: string, 
/**
 * When it arrived, in words.
 */
received_on: string, 
/**
 * When it was taken in, in words.
 */
taken_at: string, sha256: string, 
/**
 * Whether it may be the sealed page: a PDF as the program exported it is none.
 */
may_be_sealed: boolean, 
/**
 * Why it was left out.
 */
excluded: string | null, };

export type SumLine = { figure: FigureId, 
/**
 * What stands in the column of its row's number.
 */
code: string, name: string, unit: string, 
/**
 * As the form has it: of a closed month what was closed.
 */
month: Amount | null, total: Amount | null, 
/**
 * The names of those whose report counts now and is 待核实.
 */
unverified: Array<string>, 
/**
 * What counts now, where a closed month says something else.
 */
now: SumNow | null, 
/**
 * How many units the sum is of.
 */
units: number, 
/**
 * How many it should be of.
 */
expected: number, 
/**
 * The names of those it lacks.
 */
missing: Array<string>, 
/**
 * Those of them that did report: theirs was sent back, and none came since.
 */
returned: Array<string>, };

export type Contributions = { name: string, unit: string, 
/**
 * What the lines add up to.
 */
sum: KindSum, 
/**
 * The same for each kind of units, in the order of the notice; empty where all are of one kind.
 */
kinds: Array<KindSum>, 
/**
 * In the order of the register.
 */
lines: Array<ContributionLine>, 
/**
 * The totals of the units beside that of the office, as it counts now.
 */
totals: TotalsExplained, };

export type Counting = { unit: string, month: Month, standing: ReportStanding, 
/**
 * The report that counts.
 */
report: ReportRef | null, 
/**
 * The report that waits for the clerk.
 */
waiting: ReportRef | null, 
/**
 * Both in words.
 */
words: string, };

export type Trend = { figure: FigureId, name: string, 
/**
 * What it is counted in.
 */
unit: string, 
/**
 * The unit below whose reports these are; `None` for the sums of all.
 */
of: string | null, months: Array<TrendMonth>, 
/**
 * What can be said of it, in sentences.
 */
words: string, };

export type TrendMonth = { month: Month, 
/**
 * What the month came to.
 */
value: Amount | null, 
/**
 * The carried total of the office, or the total that the unit states.
 */
total: Amount | null, 
/**
 * What the month was closed with, where that is something else.
 */
closed: ClosedSum | null, 
/**
 * How many units the sum is of.
 */
units: number, 
/**
 * How many it should be of.
 */
expected: number, 
/**
 * The names of those it lacks.
 */
missing: Array<string>, 
/**
 * Those of them that did report: theirs was sent back, and none came since.
 */
returned: Array<string>, };

export type ContributionLine = { 
/**
 * Its share of the sum, as `12.5%`; empty where there is none.
 */
share: string, 
/**
 * Why there is nothing of it; empty where its report counts.
 */
lacks: string, 
/**
 * The name and the SHA-256 of the file that the report came in; empty where none counts.
 */
file: string, sha256: string, unit: MemberId, name: string, 
/**
 * Its month; `None` where nothing is known.
 */
month: Amount | null, 
/**
 * What it states as its total.
 */
total: Amount | null, 
/**
 * What its months that count add up to, with what it stated from before the first of them.
 */
added: Amount | null, 
/**
 * Its month before.
 */
last_month: Amount | null, 
/**
 * Where the figures stand.
 */
from: ReportRef | null, sheet: string, cell: string, total_cell: string, };

export type Contribution = { unit: MemberId, name: string, 
/**
 * Its month; `None` where nothing is known.
 */
month: Amount | null, 
/**
 * What it states as its total.
 */
total: Amount | null, 
/**
 * What its months that count add up to, with what it stated from before the first of them.
 */
added: Amount | null, 
/**
 * Its month before.
 */
last_month: Amount | null, 
/**
 * Where the figures stand.
 */
from: ReportRef | null, sheet: string, cell: string, total_cell: string, };

export type KindSum = { 
/**
 * The name of the kind; empty for all of them.
 */
name: string, month: Amount | null, 
/**
 * What they state as their totals.
 */
total: Amount | null, 
/**
 * What their months that count add up to.
 */
added: Amount | null, last_month: Amount | null, 
/**
 * Its share of the whole sum.
 */
share: string, 
/**
 * How many of them the month is of, and of how many it should be.
 */
units: number, expected: number, };

export type TotalsExplained = { 
/**
 * What the units' own totals add up to.
 */
stated: Amount | null, 
/**
 * What the months that count add up to, with what lies before the first of them.
 */
carried: Amount | null, 
/**
 * How much more the units state; negative where it is less, and nothing where both are the same.
 */
difference: Amount | null, 
/**
 * The parts of the difference, in the order of the register; together they are all of it.
 */
parts: Array<TotalDifference>, 
/**
 * Both sums in a sentence; empty where no unit differs.
 */
words: string, };

export type TotalDifference = { 
/**
 * Nothing for what comes from no unit.
 */
unit: MemberId | null, name: string, difference: Amount, why: string, };

export type FormCoverage = { 
/**
 * The names of those that need not report.
 */
exempt: Array<string>, 
/**
 * Those of its units of which no report was expected.
 */
unexpected: Array<string>, 
/**
 * The units of whose earlier months its totals have nothing.
 */
months_lacking: Array<MonthsLacking>, 
/**
 * As a sentence without the names, and without a stop at its end.
 */
brief: string, 
/**
 * The same with the names.
 */
words: string, 
/**
 * How many units the sum is of.
 */
units: number, 
/**
 * How many it should be of.
 */
expected: number, 
/**
 * The names of those it lacks.
 */
missing: Array<string>, 
/**
 * Those of them that did report: theirs was sent back, and none came since.
 */
returned: Array<string>, };

export type MonthsLacking = { unit: string, months: Array<Month>, };

export type SourceSheet = { file: string, 
/**
 * What it lay in, the outermost first.
 */
within: Array<string>, 
/**
 * The sender of its mail; empty for a loose file.
 */
sender: string, received_on: string, taken_at: string, sha256: string, sheet: string, 
/**
 * The letters of the columns.
 */
columns: Array<string>, rows: Array<SourceRow>, 
/**
 * The place of the framed cell among these rows and columns.
 */
framed: [number, number] | null, };

export type SourceRow = { number: number, texts: Array<string>, };

export type Reminded = { name: string, 
/**
 * 填报人
 */
person: string, 
/**
 * 联系电话
 */
phone: string, 
/**
 * Whether its report was sent back, and none came since.
 */
is_returned: boolean, 
/**
 * What it said by telephone.
 */
told: string | null, };

export type Reminder = { month: Month, due: string, 
/**
 * Those that are missing, and those that were sent back.
 */
units: Array<Reminded>, 
/**
 * A text for the group chat; empty where nobody is missing.
 */
chat: string, };

export type DraftedNote = { unit: string, 
/**
 * The subject of its mail.
 */
subject: string, text: string, 
/**
 * The address of its mail; empty where none is known, and then there is no mail.
 */
address: string, 
/**
 * How many things are to be corrected or explained.
 */
faults: number, is_returned: boolean, };

export type SavedList = { path: string, told: string, };

export type FillState = "new" | "same" | "differs" | "kept" | "not_reported";

export type ShownFillLine = { figure: FigureId, code: string, name: string, unit: string, typed: string | null, sum: Amount | null, state: FillState, 
/**
 * The state in words.
 */
label: string, 
/**
 * The names of those of which a report counts in it that is 待核实.
 */
unverified: Array<string>, 
/**
 * How many units the sum is of.
 */
units: number, 
/**
 * How many it should be of.
 */
expected: number, 
/**
 * The names of those it lacks.
 */
missing: Array<string>, 
/**
 * Those of them that did report: theirs was sent back, and none came since.
 */
returned: Array<string>, };

export type ShownFilling = { month: Month, 
/**
 * Whose sums they are.
 */
office: string, 
/**
 * Whose month they go into.
 */
unit: string, lines: Array<ShownFillLine>, 
/**
 * That totals come to something else there and here, as a sentence; empty where none does.
 */
totals: string, };
