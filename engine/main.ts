import { Socket } from 'node:net'
import { portOfStream } from './client/socketPort.ts'
import { serveEngine } from './server/serveEngine.ts'

/**
 * The engine process. Its host speaks to it over a pipe that it inherits; when the pipe closes, it ends: no engine
 * outlives its host.
 */
const pipe = new Socket({ fd: Number(process.env.POLYPTYCH_ENGINE_FD ?? 3), readable: true, writable: true })
const port = portOfStream(pipe)
port.onClose(() => process.exit(0))
serveEngine(port)
