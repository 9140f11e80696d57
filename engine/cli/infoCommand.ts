import { isSingleFileCheckpoint } from '../checkpoint/singleFile.ts'
import { unreachable } from '../errors/engineError.ts'
import { openSafetensors } from '../safetensors/safetensorsFile.ts'
import { formatAdapter, reportAdapter } from './info/adapterInfo.ts'
import type { AdapterReport } from './info/adapterInfo.ts'
import { formatCheckpoint, reportCheckpoint } from './info/checkpointInfo.ts'
import type { CheckpointReport } from './info/checkpointInfo.ts'
import { kindOfFile } from './info/fileKind.ts'
import { formatPicture, reportPicture } from './info/pictureInfo.ts'
import type { PictureReport } from './info/pictureInfo.ts'
import { formatProject, reportProject } from './info/projectInfo.ts'
import type { ProjectReport } from './info/projectInfo.ts'
import { formatSingleFile, reportSingleFile } from './info/singleFileInfo.ts'
import type { SingleFileReport } from './info/singleFileInfo.ts'
import { printResult } from './standardStreams.ts'

/** The options of `polyptych info`. */
export interface InfoOptions {
  readonly model?: string
  readonly json?: boolean
}

/** What `polyptych info --json` prints. */
export type InfoReport = CheckpointReport | SingleFileReport | AdapterReport | ProjectReport | PictureReport

/** Says what a file is. Throws `EngineError` for what is none of the files that polyptych knows. */
export async function infoCommand(path: string, { model, json }: InfoOptions): Promise<void> {
  const report = await reportFile(path, model)
  if (json) printResult(JSON.stringify(report, null, 2))
  else for (const line of formatReport(report)) printResult(line)
}

async function reportFile(path: string, model: string | undefined): Promise<InfoReport> {
  const kind = await kindOfFile(path)
  switch (kind) {
    case 'model folder':
      return reportCheckpoint(path)
    case 'tensors':
      return reportTensors(path, model)
    case 'project':
      return reportProject(path)
    case 'picture':
      return reportPicture(path)
    default:
      return unreachable(kind)
  }
}

async function reportTensors(path: string, model: string | undefined): Promise<InfoReport> {
  const { tensors } = await openSafetensors(path)
  return isSingleFileCheckpoint(tensors.keys()) ? reportSingleFile(path) : reportAdapter(path, model)
}

function formatReport(report: InfoReport): string[] {
  switch (report.type) {
    case 'checkpoint':
      return report.kind === 'folder' ? formatCheckpoint(report) : formatSingleFile(report)
    case 'adapter':
      return formatAdapter(report)
    case 'project':
      return formatProject(report)
    case 'picture':
      return formatPicture(report)
    default:
      return unreachable(report)
  }
}
