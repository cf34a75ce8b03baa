# Terraform never writes an ephemeral variable to a plan or to state.
variable "cpn_api_key" {
  type      = string
  ephemeral = true
}

provider "cpn" {
  api_key     = var.cpn_api_key
  environment = "test"
}
