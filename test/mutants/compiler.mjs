// @ts-check
import path from 'node:path';
import ts from 'typescript';

/**
 * Whether a module compiles with this text, the others as they are; or only whether it parses.
 * @typedef {(file: string, text: string, parsesOnly: boolean) => boolean} Compiler
 */

/**
 * Creates a check of changed modules: a mistake that the compiler finds needs no test.
 * @param {string} root - the repository, with its tsconfig.json
 * @returns {Compiler}
 */
export function createCompiler(root) {
  const config = ts.readConfigFile(path.join(root, 'tsconfig.json'), (file) => ts.sys.readFile(file));
  const { options, fileNames } = ts.parseJsonConfigFileContent(config.config, ts.sys, root);
  const modules = fileNames.filter((file) => file.startsWith(path.join(root, 'src')));
  /** @type {{ path: string, text: string, version: number }} */
  const changed = { path: '', text: '', version: 0 };
  const service = ts.createLanguageService({
    ...ts.sys,
    useCaseSensitiveFileNames: () => ts.sys.useCaseSensitiveFileNames,
    getCompilationSettings: () => options,
    getScriptFileNames: () => modules,
    getScriptVersion: (file) => (file === changed.path ? String(changed.version) : '0'),
    getScriptSnapshot: (file) => {
      const text = file === changed.path ? changed.text : ts.sys.readFile(file);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => root,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
  });
  return (file, text, parsesOnly) => {
    if (!/\.tsx?$/.test(file)) return true;
    Object.assign(changed, { path: path.join(root, file), text, version: changed.version + 1 });
    if (service.getSyntacticDiagnostics(changed.path).length > 0) return false;
    return parsesOnly || service.getSemanticDiagnostics(changed.path).length === 0;
  };
}
