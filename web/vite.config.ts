import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, extname, join } from 'node:path'
import { fileURLToPath, URL } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { ElementPlusResolver } from 'unplugin-vue-components/resolvers'
import components from 'unplugin-vue-components/vite'
import { defineConfig, type Plugin } from 'vitest/config'

const require = createRequire(import.meta.url)

/** A file that is shipped as it is: its address and where it lies. */
interface Shipped { address: string, path: string }

/** The interface browser's two assets, beside our own `public/swagger-ui/index.html`. */
const swaggerUi: Shipped[] = ['swagger-ui-bundle.js', 'swagger-ui.css']
  .map((name) => ({ address: `swagger-ui/${name}`, path: require.resolve(`swagger-ui-dist/${name}`) }))

/** What the drawing of PDF files asks for: tables of Chinese codes, the fourteen standard fonts, a decoder of JPEG 2000. */
const pdfjs: Shipped[] = ([['cmaps', /\.bcmap$/], ['standard_fonts', /\.(pfb|ttf)$/], ['wasm', /fallback\.js$/]] as const)
  .flatMap(([folder, wanted]) => {
    const from = join(dirname(require.resolve('pdfjs-dist/package.json')), folder)
    return readdirSync(from).filter((name) => wanted.test(name)).map((name) => ({ address: `pdfjs/${folder}/${name}`, path: join(from, name) }))
  })

const types: Record<string, string> = { '.css': 'text/css', '.js': 'text/javascript' }

/** Ships files from packages, in the build and while developing. */
function ship(files: Shipped[]): Plugin {
  return {
    name: 'ship',
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const file = files.find((each) => request.url === `/${each.address}`)
        if (!file) return next()
        response.setHeader('Content-Type', types[extname(file.path)] ?? 'application/octet-stream')
        response.end(readFileSync(file.path))
      })
    },
    generateBundle() {
      for (const { address, path } of files) this.emitFile({ type: 'asset', fileName: address, source: readFileSync(path) })
    },
  }
}

/** The server, told of the host the browser asked: it refuses changes that come from another origin. */
const api = { target: process.env.BAOLEI_API ?? 'http://127.0.0.1:5521', changeOrigin: false }

export default defineConfig({
  plugins: [
    vue(),
    components({
      dts: 'types/components.d.ts',
      dirs: [],
      resolvers: [ElementPlusResolver({ importStyle: 'css', directives: true })],
    }),
    ship([...swaggerUi, ...pdfjs]),
  ],
  resolve: {
    alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) },
  },
  server: {
    proxy: { '/api': api, '/healthz': api },
  },
  preview: {
    proxy: { '/api': api, '/healthz': api },
  },
  build: {
    target: 'es2022',
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'charts', test: /node_modules[\\/](echarts|zrender|vue-echarts)[\\/]/ },
            { name: 'element', test: /node_modules[\\/](element-plus|@element-plus|@floating-ui|@vueuse|lodash|dayjs)/ },
            { name: 'vue', test: /node_modules[\\/](@vue|vue|vue-router|@tanstack)[\\/]/ },
          ],
        },
      },
    },
  },
  test: {
    environment: 'happy-dom',
    include: ['src/**/*.test.ts'],
    server: { deps: { inline: ['element-plus'] } },
  },
})
