import { readdirSync } from 'node:fs'
import pluginVue from 'eslint-plugin-vue'
import tseslint from 'typescript-eslint'

const features = readdirSync(new URL('./src/features', import.meta.url))

/** What a folder may not import; `@/…` is the only way out of a folder. */
function arrows(files, forbidden) {
  return {
    files: files.flatMap((each) => [`${each}/**/*.ts`, `${each}/**/*.vue`]),
    rules: {
      'no-restricted-imports': ['error', { patterns: [{ group: forbidden, message: '模块之间的依赖方向见 README。' }] }],
    },
  }
}

export default tseslint.config(
  { ignores: ['dist', 'types', 'node_modules', 'public', 'src/api/*.gen.ts'] },
  ...tseslint.configs.recommended,
  ...pluginVue.configs['flat/recommended'],
  {
    files: ['**/*.vue'],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
  },
  {
    rules: {
      'no-undef': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/html-self-closing': 'off',
      'vue/multi-word-component-names': 'off',
      'vue/html-indent': 'off',
      'vue/first-attribute-linebreak': 'off',
      'vue/html-closing-bracket-newline': 'off',
      'vue/require-default-prop': 'off',
      'vue/no-v-html': 'error',
    },
  },
  arrows(['src/lib'], ['@/*', '../*']),
  arrows(['src/ui'], ['@/api/*', '@/auth/*', '@/layout/*', '@/features/*']),
  arrows(['src/api'], ['@/auth/*', '@/layout/*', '@/features/*']),
  arrows(['src/auth', 'src/layout'], ['@/features/*']),
  ...features.map((name) =>
    arrows([`src/features/${name}`], ['@/layout/*', '@/features/*', '../../*', ...features.filter((other) => other !== name).map((other) => `**/${other}/*`)]),
  ),
)
