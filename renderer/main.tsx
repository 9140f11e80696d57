import { startWindow } from './app/startWindow.tsx'

void startWindow(document.getElementById('window')!)
