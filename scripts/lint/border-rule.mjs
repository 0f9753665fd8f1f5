import { isBuiltin } from 'node:module';
import { posix, relative, resolve, sep } from 'node:path';

/**
 * What an import leads to.
 *
 * @typedef {{kind: 'ours', path: string, byName: boolean} | {kind: 'node' | 'package', name: string}} Target
 *   `path`: of one of our files below packages/, without its ending; `byName`: imported as a package, not by a
 *   relative path; `name`: as written, less `node:` and a path inside a package
 *
 * @typedef {object} Border
 * @property {RegExp} from files it holds for, by their path below packages/
 * @property {(target: Target, from: string) => boolean} forbids
 * @property {string} because the sentence that ESLint prints
 */

/** What a package of ours is called in an import, and the file that this leads to. */
const OUR_NAMES = [
  [/^fer-core\/views$/, 'fer-core/src/views/index'],
  [/^fer-core(\/.*)?$/, 'fer-core/src/index'],
  [/^kernel-extras(\/.*)?$/, 'kernel-extras/src/index'],
  [/^@fer-workbench\/jupyter-extension(\/.*)?$/, 'jupyter-extension/src/index'],
];

/**
 * An ESLint rule that holds borders between folders. Unlike `no-restricted-imports` it also sees `import()`,
 * `require()` and types in `import('…')`, and it judges a relative import by the file that it leads to.
 *
 * @param {string} packages absolute path of the packages folder
 * @param {Border[]} borders
 * @returns {import('eslint').Rule.RuleModule}
 */
export function borderRule(packages, borders) {
  return {
    meta: { type: 'problem', schema: [], messages: { crossed: '{{because}}' } },
    create(context) {
      const from = relative(packages, resolve(context.filename)).split(sep).join('/');
      const applying = borders.filter((border) => border.from.test(from));
      if (from.startsWith('..') || applying.length === 0) return {};

      const check = (node, specifier) => {
        if (typeof specifier?.value !== 'string') return;
        const target = targetOf(from, specifier.value);
        for (const { forbids, because } of applying) {
          if (forbids(target, from)) context.report({ node, messageId: 'crossed', data: { because } });
        }
      };
      const checkSource = (node) => check(node, node.source);
      return {
        ImportDeclaration: checkSource,
        ExportAllDeclaration: checkSource,
        ExportNamedDeclaration: checkSource,
        ImportExpression: checkSource,
        TSImportType: (node) => check(node, node.source ?? node.argument?.literal),
        TSExternalModuleReference: (node) => check(node, node.expression),
        CallExpression(node) {
          const callee = node.callee.type === 'MemberExpression' ? node.callee.object : node.callee;
          if (callee.type === 'Identifier' && callee.name === 'require') check(node, node.arguments[0]);
        },
      };
    },
  };
}

/** @returns {Target} */
function targetOf(from, specifier) {
  if (specifier.startsWith('.')) {
    const path = posix.join(posix.dirname(from), specifier).replace(/\.(js|ts|tsx)$/, '');
    return { kind: 'ours', path, byName: false };
  }
  const ours = OUR_NAMES.find(([name]) => name.test(specifier));
  if (ours) return { kind: 'ours', path: ours[1], byName: true };
  if (isBuiltin(specifier)) return { kind: 'node', name: specifier.replace(/^node:/, '') };
  return {
    kind: 'package',
    name: specifier
      .split('/')
      .slice(0, specifier.startsWith('@') ? 2 : 1)
      .join('/'),
  };
}
