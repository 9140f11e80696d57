/** The version of this program, as pictures and `--version` tell it; a test holds it equal to package.json's. */
export const engineVersion = '0.1.0'
