//! Writes the types that the screen receives as TypeScript, for `tsc`. Test code only: the product does not need it.

use ts_rs::{Config, TS};

use crate::amount::Amount;
use crate::backup::{Backup, Finding, Health, MonthDifference, RestoreDifference, Topic};
use crate::collation::{
    FillState, Grade, Intake, IntakeFile, MemberId, Outcome, Question, Reminded, Reminder, ReportRef,
    Standing as ReportStanding, Trend, TrendMonth,
};
use crate::error::Problem;
use crate::hand_filled::{
    Choices, FigureStatus, MonthsPlan, OfferedPolicy, PlannedFigure, PlannedSheet, SheetStatus,
    TotalConflict, TotalPolicy,
};
use crate::mail::{MailServer, Security, Service, Stage};
use crate::notice::{
    Against, Between, Campaign, Column, Columns, Contact, Due, Field, FieldKind, Figure, FigureId, Form,
    Grid, GridCell, GridColumn, GridContent, GridHeading, GridRow, Header, Kind, Notes, Phase,
    ProjectColumns, ProjectForm, Recipient, Relation, RelationOf, Role, Row, RowKind, Scope, Section, Sign,
    Table, Term, TextId,
};
use crate::output::document::Preview;
use crate::output::{Letter, LetterTemplate, MonthCell, SummaryTable, SummaryTableLine, SummaryTableSection};
use crate::period::Month;
use crate::projects::{
    Arrival, Fate, FieldChange, ImportPlan, ImportRow, ListDifference, ProjectField, ProjectRow,
    ProjectSheet, SentMark,
};
use crate::report::{
    Adjustment, Cell, Check, CheckCode, Difference, DocumentName, Entry, Level, Mark, MarkMeaning, Matrix,
    MatrixCell, MatrixMonth, MatrixRow, Quantity, Sending, Sheet, State, Total, Trace, TracePoint,
};
use crate::session::{
    AlsoDue, BackedUp, BackupPreview, Board, BoardKind, BoardMonth, BoardQuestion, BoardStep, ChangedMonth,
    ContributionLine, Contributions, DraftedNote, FormChoice, HandoverFile, HeadingText, HistoryLine,
    IntakeFolder, Kept, LetterFile, LetterFiles, MailSettings, MemberDraft, MonthView, NewMember, NextStep,
    NoticePreview, NoticeView, Opening, OtherWords, Overview, RailMonth, ReceivedScanLine, RegisterPage,
    RegisterRow, Restored, SavedMonth, SavedOpening, SavedProject, SecondPlace, SendingSettings, SendingStep,
    Sent, SentLine, ShownFillLine, ShownFilling, Sides, SourceRow, SourceSheet, SpanChoice, StepState,
    SumLine, SummaryPage, Tile, ToDo, Undone, UnitInHand, Version, WrittenSummary, Zoom,
};
use crate::store::{CopyMark, Side};
use crate::summary::{
    BestMonth, Comparison, Heading, Sentence, Span, Standing, Summary, SummaryLine, SummaryMonth,
    SummarySection, YearTotal,
};
use crate::unit::{Unit, UnitKind};
use crate::verification::{ChangedFigure, FileFinding, Verdict};

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/ui/types.d.ts");

fn declared<T: TS>() -> String {
    // The numbers that are sent all fit into a JavaScript number.
    format!("export {}\n", T::decl(&Config::new().with_large_int("number")))
}

#[test]
#[expect(clippy::disallowed_methods, reason = "written by a developer's command, beside git")]
#[expect(clippy::too_many_lines, reason = "the one list of all types")]
fn report_types_match() {
    let declarations = [
        declared::<Problem>(),
        declared::<Month>(),
        declared::<Span>(),
        declared::<Amount>(),
        declared::<FigureId>(),
        declared::<TextId>(),
        declared::<Form>(),
        declared::<Header>(),
        declared::<Field>(),
        declared::<FieldKind>(),
        declared::<Table>(),
        declared::<Grid>(),
        declared::<GridColumn>(),
        declared::<GridHeading>(),
        declared::<GridRow>(),
        declared::<GridCell>(),
        declared::<GridContent>(),
        declared::<Column>(),
        declared::<Role>(),
        declared::<Against>(),
        declared::<Columns>(),
        declared::<Section>(),
        declared::<Row>(),
        declared::<RowKind>(),
        declared::<Relation>(),
        declared::<RelationOf>(),
        declared::<Between>(),
        declared::<Sign>(),
        declared::<Term>(),
        declared::<Figure>(),
        declared::<Scope>(),
        declared::<Notes>(),
        declared::<Campaign>(),
        declared::<NoticeView>(),
        declared::<NoticePreview>(),
        declared::<FormChoice>(),
        declared::<ToDo>(),
        declared::<Recipient>(),
        declared::<Contact>(),
        declared::<Kind>(),
        declared::<Due>(),
        declared::<Phase>(),
        declared::<UnitKind>(),
        declared::<Unit>(),
        declared::<Entry>(),
        declared::<Adjustment>(),
        declared::<Total>(),
        declared::<Cell>(),
        declared::<State>(),
        declared::<Level>(),
        declared::<CheckCode>(),
        declared::<Check>(),
        declared::<Quantity>(),
        declared::<Difference>(),
        declared::<Sheet>(),
        declared::<TracePoint>(),
        declared::<Trace>(),
        declared::<NextStep>(),
        declared::<RailMonth>(),
        declared::<AlsoDue>(),
        declared::<StepState>(),
        declared::<SendingStep>(),
        declared::<Zoom>(),
        declared::<Letter>(),
        declared::<LetterTemplate>(),
        declared::<LetterFile>(),
        declared::<LetterFiles>(),
        declared::<SendingSettings>(),
        declared::<SentLine>(),
        declared::<ChangedFigure>(),
        declared::<FileFinding>(),
        declared::<Verdict>(),
        declared::<Overview>(),
        declared::<MonthView>(),
        declared::<SavedMonth>(),
        declared::<Opening>(),
        declared::<SavedOpening>(),
        declared::<Undone>(),
        declared::<ProjectForm>(),
        declared::<ProjectColumns>(),
        declared::<ProjectField>(),
        declared::<ProjectRow>(),
        declared::<ProjectSheet>(),
        declared::<SentMark>(),
        declared::<Fate>(),
        declared::<FieldChange>(),
        declared::<ListDifference>(),
        declared::<Arrival>(),
        declared::<ImportRow>(),
        declared::<ImportPlan>(),
        declared::<SavedProject>(),
        declared::<TotalPolicy>(),
        declared::<Choices>(),
        declared::<SheetStatus>(),
        declared::<FigureStatus>(),
        declared::<PlannedFigure>(),
        declared::<PlannedSheet>(),
        declared::<TotalConflict>(),
        declared::<OfferedPolicy>(),
        declared::<MonthsPlan>(),
        declared::<Preview>(),
        declared::<Sending>(),
        declared::<DocumentName>(),
        declared::<ChangedMonth>(),
        declared::<HistoryLine>(),
        declared::<Mark>(),
        declared::<MatrixMonth>(),
        declared::<MatrixCell>(),
        declared::<MatrixRow>(),
        declared::<MarkMeaning>(),
        declared::<Matrix>(),
        declared::<Standing>(),
        declared::<SummaryMonth>(),
        declared::<YearTotal>(),
        declared::<BestMonth>(),
        declared::<Comparison>(),
        declared::<SummaryLine>(),
        declared::<SummarySection>(),
        declared::<Summary>(),
        declared::<Heading>(),
        declared::<Sentence>(),
        declared::<HeadingText>(),
        declared::<SpanChoice>(),
        declared::<MonthCell>(),
        declared::<SummaryTableLine>(),
        declared::<SummaryTableSection>(),
        declared::<SummaryTable>(),
        declared::<OtherWords>(),
        declared::<SummaryPage>(),
        declared::<WrittenSummary>(),
        declared::<CopyMark>(),
        declared::<Backup>(),
        declared::<SecondPlace>(),
        declared::<Kept>(),
        declared::<BackedUp>(),
        declared::<HandoverFile>(),
        declared::<MonthDifference>(),
        declared::<RestoreDifference>(),
        declared::<BackupPreview>(),
        declared::<Restored>(),
        declared::<Topic>(),
        declared::<Health>(),
        declared::<Finding>(),
        declared::<Security>(),
        declared::<Service>(),
        declared::<MailServer>(),
        declared::<MailSettings>(),
        declared::<Stage>(),
        declared::<Sent>(),
        declared::<Side>(),
        declared::<Sides>(),
        declared::<MemberId>(),
        declared::<ReportRef>(),
        declared::<Grade>(),
        declared::<ReportStanding>(),
        declared::<Question>(),
        declared::<Outcome>(),
        declared::<IntakeFile>(),
        declared::<IntakeFolder>(),
        declared::<MemberDraft>(),
        declared::<RegisterPage>(),
        declared::<RegisterRow>(),
        declared::<Intake>(),
        declared::<NewMember>(),
        declared::<Board>(),
        declared::<BoardMonth>(),
        declared::<BoardKind>(),
        declared::<Tile>(),
        declared::<BoardStep>(),
        declared::<BoardQuestion>(),
        declared::<UnitInHand>(),
        declared::<Version>(),
        declared::<ReceivedScanLine>(),
        declared::<SumLine>(),
        declared::<Contributions>(),
        declared::<Trend>(),
        declared::<TrendMonth>(),
        declared::<ContributionLine>(),
        declared::<SourceSheet>(),
        declared::<SourceRow>(),
        declared::<Reminded>(),
        declared::<Reminder>(),
        declared::<DraftedNote>(),
        declared::<FillState>(),
        declared::<ShownFillLine>(),
        declared::<ShownFilling>(),
    ];
    let wanted = format!(
        "// Written by `cargo xtask types` from the Rust types. Do not edit.\n\n{}",
        declarations.join("\n")
    );
    if std::env::var_os("UPDATE_TYPES").is_some() {
        std::fs::write(FILE, &wanted).unwrap();
    }
    let found = std::fs::read_to_string(FILE).unwrap_or_default().replace("\r\n", "\n");
    assert_eq!(found, wanted, "run `cargo xtask types`");
}
