/** Whether a run still goes: apart from its words, because the frame around every page asks it. */
import { type RunStatus } from "../../api/shapes"

export const isLive = (run: { status: RunStatus }): boolean => run.status === "queued" || run.status === "running" || run.status === "paused"
