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
 * The field of [`crate::unit::Unit`] or the id of the figure it belongs to, if it belongs to one.
 */
field: string | null, };

export type Form = { 
/**
 * How the store knows the form.
 */
id: string, 
/**
 * The mark above the title (附件2); file names carry it too.
 */
mark: string, 
/**
 * The title.
 */
title: string, 
/**
 * The line under the title.
 */
header: Header, 
/**
 * The headings of the columns.
 */
columns: Columns, 
/**
 * The sections, in order.
 */
sections: Array<Section>, 
/**
 * The notes under the table.
 */
notes: Notes, 
/**
 * The campaign that asks for the form.
 */
campaign: Campaign, 
/**
 * How many columns of the grid each of the two quantity headings spans: the most figures a row has. Always
 * reckoned when the definition is read, like [`Figure::span`].
 */
across: number, };

export type Header = { 
/**
 * 填报单位（盖章）：
 */
unit: string, 
/**
 * 填报时间：
 */
date: string, 
/**
 * 填报人：
 */
person: string, 
/**
 * 联系电话：
 */
phone: string, };

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
 * The text of the merged cell.
 */
title: string, 
/**
 * Its rows.
 */
rows: Array<Row>, };

export type Row = { 
/**
 * 序号
 */
number: number, 
/**
 * 整治内容
 */
content: string, 
/**
 * The kinds of units that leave the row empty (second note).
 */
left_blank_by: Array<UnitKind>, 
/**
 * One figure for each X of the content, in its order.
 */
figures: Array<Figure>, };

export type Figure = { 
/**
 * The row's number, with a or b where the row has two.
 */
id: string, 
/**
 * A short name for messages.
 */
name: string, 
/**
 * The unit the row's sentence gives it.
 */
unit: string, 
/**
 * 0 or 2.
 */
decimals: number, 
/**
 * The figure this one is a part of, and may not exceed.
 */
part_of: string | null, 
/**
 * Over which span its total is counted.
 */
scope: Scope, 
/**
 * How many columns of the grid its cells span: the figures of a row share the width of the heading.
 */
span: number, };

export type Scope = "campaign" | "year";

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
 * The campaign's name.
 */
name: string, 
/**
 * The number of the notice.
 */
notice: string, 
/**
 * The first month reported.
 */
first_month: string, 
/**
 * The last month reported.
 */
last_month: string, 
/**
 * The day of each month by which it is reported.
 */
due_day: number, 
/**
 * The phases of the campaign.
 */
phases: Array<Phase>, 
/**
 * When the project list was due.
 */
project_list_due: string, 
/**
 * When the summary is due.
 */
summary_due: string, 
/**
 * To whom the form goes.
 */
recipient: string, 
/**
 * The recipient's mail address.
 */
address: string, 
/**
 * Who answers questions.
 */
contact: Contact, };

export type Phase = { 
/**
 * Its name in the notice.
 */
name: string, 
/**
 * Its first day; the notice gives none for the first phase.
 */
first_day: string | null, 
/**
 * Its last day.
 */
last_day: string, };

export type Contact = { 
/**
 * A person.
 */
name: string, 
/**
 * Telephone numbers.
 */
phones: Array<string>, };

export type UnitKind = "township" | "street" | "department";

export type Unit = { 
/**
 * 填报单位
 */
name: string, 
/**
 * 镇乡, 街道 or 区级部门
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
 * The first month kept here; the opening balance stands for all before it.
 */
first_month: string, 
/**
 * Some bureaus count every figure afresh from January.
 */
restart_each_year: boolean, };

export type Entry = { "state": "blank" } | { "state": "value", 
/**
 * The amount.
 */
amount: string, } | { "state": "unreadable", 
/**
 * What was typed.
 */
text: string, 
/**
 * What is wanted instead.
 */
problem: string, } | { "state": "not_applicable" };

export type Total = { 
/**
 * 本月止; `None` while nothing at all is known.
 */
amount: string | null, 
/**
 * 上月止: the opening balance and the months before; `None` while nothing is known of them.
 */
before: string | null, 
/**
 * The months before this one that should be in the total and are blank.
 */
missing: string[], 
/**
 * The opening balance belongs in this total and was not entered.
 */
opening_missing: boolean, 
/**
 * The first month whose own figure is counted.
 */
since: string, };

export type Cell = { 
/**
 * The 当月数量 cell.
 */
month: Entry, 
/**
 * The 累计数量 cell.
 */
total: Total, };

export type State = "empty" | "draft" | "no_data";

export type Level = "error" | "blank" | "warning";

export type CheckCode = "unreadable" | "blank" | "part_exceeds_whole" | "part_total_exceeds_whole" | "whole_blank" | "far_above_last_month" | "far_below_last_month" | "opening_missing";

export type Check = { 
/**
 * How grave it is.
 */
level: Level, 
/**
 * What was found.
 */
code: CheckCode, 
/**
 * The figure it is about; `None` if it is about the month.
 */
figure: string | null, 
/**
 * The sentence.
 */
sentence: string, };

export type Sheet = { 
/**
 * Which month.
 */
month: string, 
/**
 * The month in words.
 */
month_name: string, 
/**
 * Who reports.
 */
unit: Unit, 
/**
 * How far it is.
 */
state: State, 
/**
 * 填报时间: as set, else the day of the last change; `None` while nothing was entered.
 */
filled_on: string | null, 
/**
 * That day in words, as it is printed; empty where there is none.
 */
filled_on_name: string, 
/**
 * Every figure, in the order of the form.
 */
cells: Record<string, Cell>, 
/**
 * What the checks found.
 */
checks: Array<Check>, 
/**
 * How many figures have an amount.
 */
filled: number, 
/**
 * How many figures this unit fills in.
 */
to_fill: number, };

export type TracePoint = { 
/**
 * Which month.
 */
month: string, 
/**
 * Its entry.
 */
entry: Entry, 
/**
 * Marked 当月无数据 on purpose.
 */
no_data: boolean, };

export type Trace = { 
/**
 * Last month's amount.
 */
last_month: string | null, 
/**
 * The same month's amount a year before.
 */
last_year: string | null, 
/**
 * The opening balance that was entered.
 */
opening: string | null, 
/**
 * The last twelve months, the one in hand at the end; fewer near the start.
 */
months: Array<TracePoint>, };

export type RailMonth = { 
/**
 * Which month.
 */
month: string, 
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
 * Every figure is filled, or there is none to fill.
 */
complete: boolean, 
/**
 * Past its due day and not complete.
 */
late: boolean, 
/**
 * It has not begun yet.
 */
ahead: boolean, 
/**
 * When it is due, and how near that is, as a sentence.
 */
due: string, };

export type Overview = { 
/**
 * Who reports; `None` before the first start is finished.
 */
unit: Unit | null, 
/**
 * Every month from the unit's first to the campaign's last.
 */
months: Array<RailMonth>, 
/**
 * The month to open: the current one, else the first one that is not filled.
 */
current: string, 
/**
 * Where the data is kept.
 */
folder: string, };

export type Opening = { 
/**
 * The last month it stands for.
 */
through: string, 
/**
 * That month in words.
 */
through_name: string, 
/**
 * Every figure of the form.
 */
entries: Record<string, Entry>, };

export type Undone = { 
/**
 * What happened, as a sentence.
 */
sentence: string, 
/**
 * The month to look at, if it was about one.
 */
month: string | null, 
/**
 * The first figure to look at, if it was about one.
 */
figure: string | null, 
/**
 * The first project to look at, if it was about the list of projects.
 */
project: number | null, };

export type ProjectForm = { 
/**
 * How the store knows the form.
 */
id: string, 
/**
 * The mark above the title (附件3); file names carry it too.
 */
mark: string, 
/**
 * The title.
 */
title: string, 
/**
 * The line under the title.
 */
header: Header, 
/**
 * The headings of the columns.
 */
columns: ProjectColumns, 
/**
 * How many numbered rows are printed, however few projects there are.
 */
least_rows: number, 
/**
 * The notes under the table.
 */
notes: Notes, };

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
 * The number by which the store knows it.
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
 * The last day those words allow.
 */
due_on: string | null, 
/**
 * The day it was marked 已完成.
 */
done_on: string | null, 
/**
 * Past its last day and not done.
 */
overdue: boolean, 
/**
 * How it stands with its time, as words: 逾期 3 天. Empty where there is nothing to say.
 */
remark: string, 
/**
 * What has happened since the list was sent last; nothing if none was sent.
 */
fate: Fate | null, 
/**
 * The fields that are still empty.
 */
missing: Array<ProjectField>, };

export type ProjectSheet = { 
/**
 * Who reports.
 */
unit: Unit, 
/**
 * 填报时间: the day of the last change.
 */
filled_on: string | null, 
/**
 * That day in words; empty where there is none.
 */
filled_on_name: string, 
/**
 * Every project, in order.
 */
rows: Array<ProjectRow>, 
/**
 * How many are done.
 */
done: number, 
/**
 * How many are overdue.
 */
overdue: number, 
/**
 * How many have an empty field.
 */
incomplete: number, 
/**
 * The list sent last.
 */
sent: SentMark | null, 
/**
 * What has happened since.
 */
difference: Array<Difference>, 
/**
 * What was written as 实施主体 before, for suggestions.
 */
known_by: Array<string>, 
/**
 * What was written as 资金来源 before.
 */
known_funds: Array<string>, };

export type SentMark = { 
/**
 * 1 for the first.
 */
number: number, 
/**
 * When, in words.
 */
on: string, 
/**
 * Nothing was changed since, not even the order.
 */
unchanged: boolean, };

export type Fate = "new" | "changed" | "done" | "dropped";

export type FieldChange = { 
/**
 * Which.
 */
field: ProjectField, 
/**
 * What it said.
 */
before: string, 
/**
 * What it says.
 */
after: string, };

export type Difference = { 
/**
 * The project.
 */
id: number, 
/**
 * Its 序号, in the list where it stands last.
 */
number: number, 
/**
 * What happened.
 */
fate: Fate, 
/**
 * 实施主体, to know it by.
 */
by: string, 
/**
 * 建设规模, to know it by.
 */
scale: string, 
/**
 * Which of its texts became others.
 */
changes: Array<FieldChange>, };

export type Arrival = { "status": "new" } | { "status": "double", 
/**
 * Where it stands, as a sentence.
 */
reason: string, } | { "status": "unreadable", 
/**
 * What is wrong, as a sentence.
 */
reason: string, };

export type ImportRow = { 
/**
 * Its number in the file, from 1.
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
 * Where it stands, as a sentence.
 */
reason: string, } | { "status": "unreadable", 
/**
 * What is wrong, as a sentence.
 */
reason: string, });

export type ImportPlan = { 
/**
 * The name of the sheet it was found in; empty for a text file.
 */
sheet: string, 
/**
 * Every line below the headings that holds anything.
 */
rows: Array<ImportRow>, 
/**
 * How many come in.
 */
new: number, 
/**
 * How many stay out because they are there already.
 */
double: number, 
/**
 * How many cannot be read.
 */
unreadable: number, 
/**
 * What the officer should know, a sentence each: merged cells, formulas, headings that are missing.
 */
remarks: Array<string>, };

export type SavedProject = { 
/**
 * The project that the blank row below the last became, if it became one.
 */
id: number | null, 
/**
 * The list as it stands now.
 */
sheet: ProjectSheet, };

export type Preview = { 
/**
 * The pages, each an SVG picture.
 */
pages: Array<string>, 
/**
 * Why it cannot be printed as it stands, if it cannot.
 */
refusal: string | null, };
