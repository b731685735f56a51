{{- define "surety.name" -}}
{{- .Values.fullnameOverride | default .Release.Name | trunc 52 | trimSuffix "-" -}}
{{- end -}}

{{- define "surety.selector" -}}
app.kubernetes.io/name: surety
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "surety.labels" -}}
{{ include "surety.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/component: coordinator
app.kubernetes.io/part-of: surety
{{- with .Values.labels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "surety.secrets" -}}
/etc/surety/secrets
{{- end -}}

{{- /* The secrets that are mounted, each at /etc/surety/secrets/NAME: a map of NAME to the secret. */ -}}
{{- define "surety.mounted" -}}
{{- if .Values.rest.auth.secret }}
rest: {{ .Values.rest.auth.secret }}
{{- end }}
{{- if .Values.rest.tls.secret }}
rest-tls: {{ .Values.rest.tls.secret }}
{{- end }}
{{- if ne .Values.kafka.auth.type "none" }}
kafka: {{ required "kafka.auth.secret must be set where kafka.auth.type is not none" .Values.kafka.auth.secret }}
{{- end }}
{{- if and .Values.kafka.tls.enabled .Values.kafka.tls.authoritiesSecret }}
kafka-ca: {{ .Values.kafka.tls.authoritiesSecret }}
{{- end }}
{{- if and .Values.archive.url .Values.archive.secret }}
archive: {{ .Values.archive.secret }}
{{- end }}
{{- if .Values.callbacks.secret }}
callbacks: {{ .Values.callbacks.secret }}
{{- end }}
{{- if and .Values.schemaRegistry.url .Values.schemaRegistry.secret }}
schema-registry: {{ .Values.schemaRegistry.secret }}
{{- end }}
{{- end -}}

{{- /* The port of a host:port or URL, with a default: (list "https://h:8443/x" 443) */ -}}
{{- define "surety.port" -}}
{{- $found := regexFind ":[0-9]+(/|$)" (index . 0 | trim) | trimPrefix ":" | trimSuffix "/" -}}
{{- $found | default (index . 1 | toString) -}}
{{- end -}}

{{- define "surety.scheme" -}}
{{- if .Values.rest.tls.secret }}HTTPS{{ else }}HTTP{{ end -}}
{{- end -}}

{{- define "surety.settings" -}}
{{- $secrets := include "surety.secrets" . -}}
surety.bootstrap.servers: {{ required "kafka.bootstrapServers must be set: host:port, several split by commas" .Values.kafka.bootstrapServers | quote }}
surety.application.id: {{ .Values.applicationId | quote }}
{{- /* Not the volume itself, which belongs to root and has a lost+found. */}}
surety.state.dir: /var/lib/surety/state
surety.topic.prefix: {{ .Values.topics.prefix | quote }}
surety.topics.create: {{ .Values.topics.create | quote }}
surety.partitions: {{ .Values.topics.partitions | quote }}
surety.replication.factor: {{ .Values.topics.replicationFactor | quote }}
surety.rocksdb.memory.bytes: {{ mul .Values.memory.rocksdbMi 1048576 | quote }}
surety.rest.host: 0.0.0.0
surety.rest.port: "8080"
{{- if not (or .Values.rest.auth.apiKeys .Values.rest.auth.jwt.keys) }}
{{- fail "nobody could say who they are: set rest.auth.apiKeys, or rest.auth.jwt.keys" }}
{{- end }}
{{- if .Values.rest.auth.apiKeys }}
surety.rest.auth.keys.file: {{ $secrets }}/rest/keys
{{- end }}
surety.rest.peer.secret: ${dir:{{ $secrets }}/rest:peer.secret}
{{- with .Values.rest.auth.jwt }}
{{- if .keys }}
surety.rest.auth.jwt.keys: {{ .keys | quote }}
surety.rest.auth.jwt.issuer: {{ required "rest.auth.jwt.issuer must be set where rest.auth.jwt.keys is" .issuer | quote }}
surety.rest.auth.jwt.audience: {{ .audience | quote }}
surety.rest.auth.jwt.role.claim: {{ .roleClaim | quote }}
{{- end }}
{{- end }}
{{- if .Values.rest.tls.secret }}
surety.rest.tls.certificate.file: {{ $secrets }}/rest-tls/tls.crt
surety.rest.tls.key.file: {{ $secrets }}/rest-tls/tls.key
surety.rest.tls.authorities.file: {{ $secrets }}/rest-tls/ca.crt
{{- end }}
{{- with .Values.kafka }}
{{- $sasl := not (has .auth.type (list "none" "tls")) }}
{{- if and (eq .auth.type "tls") (not .tls.enabled) }}
{{- fail "kafka.auth.type tls needs kafka.tls.enabled" }}
{{- end }}
{{- if or $sasl .tls.enabled }}
kafka.security.protocol: {{ $sasl | ternary "SASL_" "" }}{{ .tls.enabled | ternary "SSL" "PLAINTEXT" }}
{{- end }}
{{- if $sasl }}
kafka.sasl.mechanism: {{ upper .auth.type }}
kafka.sasl.jaas.config: ${dir:{{ $secrets }}/kafka:sasl.jaas.config}
{{- end }}
{{- if eq .auth.type "tls" }}
kafka.ssl.keystore.type: PEM
kafka.ssl.keystore.certificate.chain: ${dir:{{ $secrets }}/kafka:user.crt}
kafka.ssl.keystore.key: ${dir:{{ $secrets }}/kafka:user.key}
{{- end }}
{{- if and .tls.enabled .tls.authoritiesSecret }}
kafka.ssl.truststore.type: PEM
kafka.ssl.truststore.location: {{ $secrets }}/kafka-ca/{{ .tls.authoritiesKey }}
{{- end }}
{{- end }}
{{- with .Values.archive }}
{{- if .url }}
surety.archive.url: {{ .url | quote }}
surety.archive.user: {{ .user | quote }}
{{- if .secret }}
surety.archive.password: ${dir:{{ $secrets }}/archive:password}
{{- end }}
{{- end }}
{{- end }}
{{- with .Values.callbacks }}
{{- if .allowed }}
surety.callback.allowed: {{ join "," .allowed | quote }}
{{- end }}
{{- if .networks }}
surety.callback.networks: {{ join "," .networks | quote }}
{{- end }}
{{- if .secret }}
surety.callback.secrets.file: {{ $secrets }}/callbacks/secrets
{{- end }}
{{- end }}
{{- with .Values.schemaRegistry }}
{{- if .url }}
surety.schema.registry.url: {{ .url | quote }}
{{- if .secret }}
surety.schema.registry.basic.auth: ${dir:{{ $secrets }}/schema-registry:basic.auth}
{{- end }}
{{- end }}
{{- end }}
# Variables read nothing but these files.
config.providers: dir
config.providers.dir.class: org.apache.kafka.common.config.provider.DirectoryConfigProvider
config.providers.dir.param.allowed.paths: {{ $secrets }}
{{- end -}}

{{- define "surety.properties" -}}
{{- $own := include "surety.settings" . | fromYaml -}}
{{- range $key := keys .Values.config | sortAlpha }}
{{- if or (hasKey $own $key) (eq $key "surety.application.server") }}
{{- fail (printf "config: %s is set by the chart; see values.yaml for the value that it comes from" $key) }}
{{- end }}
{{- end }}
{{- range $key, $value := merge (dict) .Values.config $own }}
{{ $key }} = {{ $value | replace "\\" "\\\\" | replace "\n" "\\n" }}
{{- end }}
{{- end -}}
