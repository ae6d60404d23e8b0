/** The names by which the dashboard calls what the API sends; the shapes themselves are generated from its schema. */
import { type components } from "./schema.gen"

type Schemas = components["schemas"]

export type Page<T> = { results: T[]; next: string | null }

export type Me = Schemas["Me"]
export type Workspace = Schemas["Workspace"]
export type Member = Schemas["Member"]
export type MemberRole = Schemas["MemberRole"]
export type Invitation = Schemas["Invitation"]
export type MadeInvitation = Schemas["MadeInvitation"]
export type Offer = Schemas["Offer"]
export type Scope = Schemas["Scope"]
export type ApiKey = Schemas["Key"]
export type MadeKey = Schemas["MadeKey"]
export type User = Schemas["User"]
export type Credits = Schemas["Credits"]
export type DemoLogin = Schemas["DemoLogin"]
export type Demonstration = Schemas["Demonstration"]
export type Costs = Schemas["Costs"]
export type Receipt = Schemas["Receipt"]
export type Funds = Schemas["Funds"]
export type Price = Schemas["Price"]
export type EngineSwitch = Schemas["EngineSwitch"]
export type Health = Schemas["Health"]
export type LedgerEntry = Schemas["LedgerEntry"]
export type LedgerKind = Schemas["Movement"]

export type Overview = Schemas["Overview"]
export type SubjectCard = Schemas["SubjectCard"]
export type Subject = Schemas["Subject"]
export type SubjectKind = Schemas["SubjectKind"]
export type Consent = Schemas["Consent"]
export type ConsentState = Schemas["ConsentState"]
export type ConsentUse = Schemas["Use"]

export type Picture = Schemas["Picture"]
export type Photo = Schemas["Photo"]
export type PhotoRole = Schemas["PhotoRoleEnum"]
export type PhotoStatus = Schemas["PhotoStatus"]
export type Report = Schemas["Report"]
export type Check = Schemas["Check"]
export type PhotoDecision = Schemas["PhotoDecision"]
export type PhotoEdit = Schemas["Edit"]
export type PhotoDesk = Schemas["Desk"]
export type PhotoBulkAction = Schemas["PhotoBulkActionEnum"]
export type PhotoBulkAnswer = Schemas["PhotoBulkAnswer"]
export type Shot = Schemas["Shot"]
export type TargetSet = Schemas["TargetSet"]

export type Estimate = Schemas["Estimate"]
export type Pair = Schemas["Pair"]
export type EngineChoice = Required<Schemas["ChosenEngineRequest"]>
export type SwapRequest = Omit<Schemas["SwapRequestRequest"], "engines" | "priority"> & { engines?: Record<string, EngineChoice>; priority?: Priority }

export type Run = Schemas["Run"]
/** When a run is to begin, among what waits. */
export type Priority = Schemas["SwapRequestRequest"]["priority"]
/** One picture in one stage. */
export type RunItem = Schemas["Item"]
export type RunStatus = Schemas["RunStatus"]
export type Failure = Schemas["Problem"]
export type Turn = Schemas["Turn"]
export type RunFailure = Schemas["Failure"]
export type Frame = Schemas["Frame"]
export type FrameState = Schemas["FrameState"]
export type SwapResult = Schemas["SwapResult"]
export type ResultDecision = Schemas["ResultDecision"]
export type ResultCounts = Schemas["ResultCounts"]
export type ResultAction = Schemas["ResultAction"]
export type ResultWas = Schemas["Was"]
export type ArchiveSummary = Schemas["ArchiveSummary"]
export type ArchiveFiles = Schemas["ArchiveFiles"]
export type SwapSheet = Schemas["Sheet"]

/** The schema of the options is JSON schema, which OpenAPI cannot type any closer. */
export type Engine = Schemas["Engine"]

export type Dataset = Schemas["Dataset"]
export type DatasetDetail = Schemas["DatasetDetail"]
export type Author = Schemas["AuthorEnum"]
export type Fault = "empty" | "trigger_missing" | "trigger_late" | "too_long" | "looks" | "same_everywhere"
/** One fault of a caption, in a sentence. */
export type CaptionFault = Omit<Schemas["CaptionFault"], "fault"> & { fault: Fault }
export type DatasetItem = Omit<Schemas["DatasetItem"], "lint" | "looks" | "rotation"> & { lint: CaptionFault[]; looks: [start: number, end: number][]; rotation: 0 | 90 | 180 | 270 }
export type Advice = Schemas["Advice"]
export type AdviceLine = Schemas["AdviceLine"]
export type Coverage = Schemas["Coverage"]
export type CaptionWas = Schemas["CaptionWas"]
export type CaptionBulk = Partial<Schemas["DatasetBulkRequest"]> & Pick<Schemas["DatasetBulkRequest"], "action">
export type CaptionEstimate = Schemas["CaptionEstimate"]
export type ImportReport = Schemas["ImportReport"]
/** A picture that was not taken, and why. */
export type LeftOut = Schemas["NotAdded"]
export type DatasetVersion = Schemas["DatasetVersion"]

export type Found = Schemas["Found"]

export type Generation = Schemas["Generation"]
export type GenerationCounts = Schemas["GenerationCounts"]
export type GenerationAsk = Partial<Schemas["AskRequest"]> & Pick<Schemas["AskRequest"], "prompt" | "width" | "height">
export type GenerationEstimate = Schemas["GenerationEstimate"]
export type GenerationAction = Schemas["GenerationAction"]
export type GenerationWas = Schemas["GenerationWas"]
export type Developing = Schemas["Developing"]
export type PromptPreset = Schemas["PromptPreset"]

export type Upload = Schemas["Upload"]
export type UploadEntry = Schemas["Entry"]
export type MissingPart = Schemas["MissingPart"]
export type OpenedUpload = Schemas["Opened"]
export type HandOff = Schemas["HandOff"]
export type ShownHandOff = Schemas["ShownHandOff"]
export type Phone = Schemas["Phone"]

export type Told = Schemas["Notice"]
export type NoticePreference = Required<Schemas["NoticePreference"]>

export type ProblemCode = Schemas["ProblemCode"]

export type Base = Schemas["Base"]
export type LoraPreset = Schemas["Preset"]
export type LoraPresets = Schemas["Presets"]
export type LoraCard = Schemas["VersionCard"]
export type LoraVersion = Schemas["Version"]
export type LoraSave = Schemas["Save"]
/** One sample picture of a step, or why it is not shown. */
export type LoraSample = Schemas["Sample"]
export type Finding = Schemas["Finding"]
export type TrainingEstimate = Schemas["TrainingEstimate"]
export type StartedTraining = Schemas["TrainingStarted"]
